for c in ((0.2, 0.4, 0.4), (1, 0, 0), (0.5, 0.5, 0.5), (0.9, 0.1, 0.7)):
    print(rgb_to_hsv(*c), rgb_to_hls(*c), rgb_to_yiq(*c))
    print([round(v, 9) for v in hsv_to_rgb(*rgb_to_hsv(*c))], [round(v, 9) for v in hls_to_rgb(*rgb_to_hls(*c))])
    print(yiq_to_rgb(*rgb_to_yiq(*c)))
