import os
X=(os
  # c
  .system)