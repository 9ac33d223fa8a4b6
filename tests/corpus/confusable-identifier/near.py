value = 1
имя = 2
σ_max = 3
Δx = 4
λ = 5
αβ = 6
naïve = 7
print("vаlue", value, имя, σ_max, Δx, λ, αβ, naïve)
