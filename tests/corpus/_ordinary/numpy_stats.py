# sets: data-science
import numpy as np
rng = np.random.default_rng(0)
a = np.arange(12, dtype=float).reshape(3, 4)
a[1, :] *= 2
print(a.mean(axis=0), a.T.shape, (a > 5).sum(), np.where(a > 10)[0], a[a % 2 == 0].tolist())
x = rng.normal(size=1000)
print(round(float(x.mean()), 6), np.percentile(x, [25, 75]).round(3), np.linalg.solve([[2, 1], [1, 3]], [3, 5]))
coef = np.polyfit([0, 1, 2, 3], [1, 3, 5, 7], 1)
print(coef.round(6), np.einsum("ij,ij->i", a, a), np.cumsum([1, 2, 3]), np.unique([3, 1, 3], return_counts=True))
with np.errstate(divide="ignore"):
    print(np.array([1.0, 0.0]) / 0.0, np.isnan(np.nan), np.inf > 1)
s = np.array(["b", "a"]); s.sort(); print(s, np.concatenate([a[0], [9]]), f"{a[0, 1]:.2f}", np.eye(2) @ np.ones((2, 1)))
try: np.zeros(2) + np.zeros(3)
except ValueError as e: print(e)
