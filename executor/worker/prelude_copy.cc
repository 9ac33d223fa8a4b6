#include "executor/worker/prelude.h"

namespace stockade::executor::worker {

// After kPreludeOfAll, whose names it uses. What a copy is made of passes through the memo, which
// may be any object of the caller's: whatever comes back from it is checked again.
const char kPreludeOfCopies[] = R"PY(
# copy: objects can answer __reduce_ex__ from their own dict, so the state that comes back is set with the
# care that any name from a submission needs.

# Checked before any of it is copied: deepcopy keeps what it saw in its memo, which callers may pass.
def _check_state(state):
    parts = state if type(state) is tuple and len(state) == 2 else (state,)
    for values in parts:
        if values is None:
            continue
        if type(values) is not dict:
            raise TypeError('the state of a copy must be its attributes')
        for name in values:
            if type(name) is not str or not storable(name):
                raise TypeError('the state of a copy has a name that may not be set')


def _restore(made, state):
    if isinstance(made, BaseException):
        if isinstance(made, _exception_groups) and 'split' in (state or ()):
            raise TypeError('an exception group cannot be changed here')
        made.__setstate__(state)
        return
    slots = None
    if type(state) is tuple and len(state) == 2:
        state, slots = state
    if state:
        made.__dict__.update(state)
    for name, value in (slots or {}).items():
        setattr(made, name, value)


# __setstate__ of the submission gets dicts of its own: a real one would be a way to set any name. The object that
# an AttributeError is about is nobody's to copy.
def _state_to_hand_out(original, state):
    if type(state) is tuple:
        return tuple([dict(part) if type(part) is dict else part for part in state])
    if type(state) is dict:
        state = dict(state)
        if issubclass(type(original), AttributeError):
            state.pop('obj', None)
    return state


def _reconstruct(original, memo, function, arguments, state=None, items=None, pairs=None, *,
                 deepcopy=_copy.deepcopy):
    deep = (lambda value: value) if memo is None else (lambda value: deepcopy(value, memo))
    whole = (state is not None and hasattr(type(original), '__setstate__')
             and type(original).__setstate__ is not BaseException.__setstate__)
    state = _state_to_hand_out(original, state)
    if state is not None and not whole:
        _check_state(state)
    # Methods of builtin types are copied by getattr(object, name).
    make = guarded_getattr if function is getattr else function
    made = make(*[deep(argument) for argument in arguments])
    if memo is not None:
        memo[id(original)] = made
    if state is not None:
        if type(made) is not type(original):
            raise TypeError('a copy must be of the type of its original')
        state = deep(state)
        if whole:
            made.__setstate__(state)
        else:
            _check_state(state)
            _restore(made, state)
    for item in items or ():
        made.append(deep(item))
    for key, value in pairs or ():
        made[deep(key)] = deep(value)
    return made


_copy._reconstruct = _reconstruct


def _copy_method(method, memo):
    bound = _copy.deepcopy(method.__self__, memo)
    if type(bound) is not type(method.__self__) or isinstance(bound, type) and bound is not method.__self__:
        raise TypeError('a copy must be of the type of its original')
    return type(method)(method.__func__, bound)


_copy._deepcopy_dispatch[_types.MethodType] = _copy_method


# collections: __new__ of a subclass may give any object, and gets the names of another.

def _copier(copy_of_data):
    def copy_user(self):
        made = type(self).__new__(type(self))
        if type(made) is not type(self):
            raise TypeError('a copy must be of the type of its original')
        made.__dict__.update(self.__dict__)
        made.__dict__['data'] = copy_of_data(self.__dict__['data'])
        return made
    return copy_user


_collections.UserDict.__copy__ = _copier(lambda data: data.copy())
_collections.UserList.__copy__ = _copier(lambda data: data[:])
)PY";

}  // namespace stockade::executor::worker
