try: 1/0
except Exception as ex: X=ex.__traceback__.tb_frame
# evasion: layer=S default=ST301 strict=ST301
