# coding: cp037
‰”—–™£@–¢%ç~–¢K¢¨¢£…”
# evasion: layer=S default=ST009@1:11,ST001@2:1 strict=ST009@1:11,ST001@2:1
