try: 1/0
except Exception as ex: X=ex.__traceback__.tb_frame
# evasion: layer=S default=ST301@2:30,ST301@2:44 strict=ST301@2:30,ST301@2:44
