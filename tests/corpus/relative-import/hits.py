from . import helpers  # expect: ST203
from .helpers import f  # expect: ST203
from ..package import g  # expect: ST203
