-- Neovim 0.7 and later: starts one server for each project when a Python file is opened.
-- Put this file into ~/.config/nvim/plugin/.
local clients = {}

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'python',
  callback = function(event)
    local name = vim.api.nvim_buf_get_name(event.buf)
    local root = vim.fn.fnamemodify(name ~= '' and name or vim.fn.getcwd(), ':p:h')
    local settings = vim.fn.findfile('stockade.toml', root .. ';')
    if settings ~= '' then root = vim.fn.fnamemodify(settings, ':p:h') end
    local known = clients[root]
    if known == nil or vim.lsp.get_client_by_id(known) == nil then
      clients[root] = vim.lsp.start_client({ name = 'stockade', cmd = { 'stockade', 'lsp' }, root_dir = root })
    end
    if clients[root] ~= nil then vim.lsp.buf_attach_client(event.buf, clients[root]) end
  end,
})
