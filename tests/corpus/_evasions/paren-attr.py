import os
X=(os
  # c
  .system)
# evasion: layer=S default=ST201 strict=ST201
