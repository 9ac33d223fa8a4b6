# coding: cp037
‰”—–™£@–¢%ç~–¢K¢¨¢£…”
# evasion: layer=S default=ST001,ST009 strict=ST001,ST009
