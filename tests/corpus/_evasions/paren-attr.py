import os
X=(os
  # c
  .system)
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8
