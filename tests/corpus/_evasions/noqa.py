import os # noqa
X=os.system # noqa # nosec # pylint: disable=all # nosemgrep # type: ignore
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8
