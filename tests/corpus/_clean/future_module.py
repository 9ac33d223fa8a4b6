import __future__
import math, __future__ as features


def since(name):
    feature = getattr(features, name)
    return feature.optional[:2]


print(since("annotations"), __future__.division.mandatory[0], math.floor(2.5))
print(features is __future__, __future__.annotations is features.annotations)
