-- Opens a file in a real editor with `stockade lsp`, waits for diagnostics, changes the text, and
-- prints one JSON line with what the editor saw at each step.
local stockade, file = vim.env.STOCKADE, vim.env.STOCKADE_FILE
local wait_ms = 20000

local client_id = vim.lsp.start_client({
  name = 'stockade',
  cmd = { stockade, 'lsp', '--rules', 'default' },
  root_dir = vim.fn.fnamemodify(file, ':h'),
})
if client_id == nil then
  io.stderr:write('the client did not start\n')
  vim.cmd('cquit 1')
end

vim.cmd('edit ' .. vim.fn.fnameescape(file))
local buffer = vim.api.nvim_get_current_buf()
vim.bo[buffer].filetype = 'python'
vim.lsp.buf_attach_client(buffer, client_id)

local function found()
  local list = {}
  for _, d in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(list, {
      line = d.lnum, column = d.col, end_column = d.end_col, severity = d.severity, code = d.code or d.user_data and d.user_data.lsp and d.user_data.lsp.code,
      source = d.source, text = string.sub(vim.api.nvim_buf_get_lines(buffer, d.lnum, d.lnum + 1, false)[1], d.col + 1, d.end_col),
    })
  end
  return list
end

local steps = {}
local function step(name, wanted)
  local ok = vim.wait(wait_ms, function() return #vim.diagnostic.get(buffer) == wanted end, 10)
  table.insert(steps, { name = name, ok = ok, found = found() })
end

step('opened', 1)
-- An incremental change before the finding moves it; the columns are those of the new text.
vim.api.nvim_buf_set_text(buffer, 0, 0, 0, 0, { '"\240\144\144\128"; ' })
vim.api.nvim_buf_set_lines(buffer, 1, 1, false, { 'import sys' })
step('changed', 2)
local answer = vim.lsp.buf_request_sync(buffer, 'textDocument/hover', {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  position = { line = 1, character = 8 },
}, wait_ms)
local hover = answer and answer[client_id] and answer[client_id].result
vim.api.nvim_buf_set_lines(buffer, 0, -1, false, { 'x = 1' })
step('mended', 0)

local client = vim.lsp.get_client_by_id(client_id)
local encoding = client.server_capabilities.positionEncoding
client.stop()
local stopped = vim.wait(wait_ms, function() return vim.lsp.get_client_by_id(client_id) == nil or client.is_stopped() end, 10)

io.stdout:write(vim.json.encode({ steps = steps, hover = hover, encoding = encoding, stopped = stopped }) .. '\n')
vim.cmd('qall!')
