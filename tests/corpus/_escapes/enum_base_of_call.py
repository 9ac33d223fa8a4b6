# stopped-by: guard
# type= of the functional form is a base that no class statement checks
import enum

print("ESCAPED", enum.Enum("Made", "a", type=super))
