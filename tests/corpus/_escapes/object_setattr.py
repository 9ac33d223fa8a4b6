# stopped-by: guard
import fractions


class Own:
    pass


class Group(ExceptionGroup):
    pass


def changed(setter, *args):
    try:
        setter(*args)
    except (AttributeError, TypeError):
        return
    print('ESCAPED', args)


name = '__cl' + 'ass__'
changed(object.__setattr__, Own(), name, Group)
changed(Own().__setattr__, name, Group)
changed(object.__setattr__, Own, 'x', 1)
changed(object.__setattr__, fractions.Fraction(1), '_numerator', 2)
changed(object.__setattr__, fractions.Fraction, '_numerator', 2)
changed(object.__setattr__, changed, '__co' + 'de__', 1)
changed(object.__setattr__, Group('g', [ValueError()]), 'split', len)
changed(object.__delattr__, fractions.Fraction(1), '_numerator')
list(map(changed, [object.__setattr__], [Own()], [name], [Group]))
