data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
print(mean(data), fmean(data), median(data), median_low(data), median_high(data), median_grouped(data))
print(mode([1, 1, 2, 3, 3, 3]), multimode("aabbc"))
print(pstdev(data), stdev(data), pvariance(data), variance(data))
print(geometric_mean([54, 24, 36]), harmonic_mean([40, 60], weights=[5, 30]))
print(quantiles(data, n=4), quantiles(range(20), n=5, method="inclusive"))
x, y = [1, 2, 3, 4, 5], [2.1, 3.9, 6.2, 7.8, 10.1]
print(covariance(x, y), correlation(x, y), linear_regression(x, y))
n = NormalDist(100, 15)
print(n.mean, n.stdev, n.cdf(120), n.inv_cdf(0.9), n + 5, n * 2, n.overlap(NormalDist(110, 10)))
print(NormalDist.from_samples(data), n.quantiles(4), n.zscore(130), n == NormalDist(100, 15))
for bad in ([], [1]):
    try:
        print(stdev(bad))
    except StatisticsError as e:
        print("StatisticsError", e)
