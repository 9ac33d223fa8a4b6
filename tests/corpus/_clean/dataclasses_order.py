from dataclasses import asdict, astuple, dataclass, field, replace


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    tags: tuple = field(default=(), compare=False)

    def __post_init__(self):
        if self.major < 0:
            raise ValueError("negative version")


versions = [Version(3, 11), Version(3, 9, ("old",)), Version(2, 7)]
print(sorted(versions)[0], max(versions), replace(versions[0], minor=12), asdict(versions[1]))
try:
    versions[0].major = 4
except AttributeError as error:
    print(type(error).__name__)
print(astuple(versions[2]))
