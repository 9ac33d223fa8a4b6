// Starts `stockade lsp` for Python files.
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

function activate() {
  const settings = vscode.workspace.getConfiguration('stockade');
  const rules = settings.get('rules');
  const args = rules ? ['lsp', '--rules', rules] : ['lsp'];
  client = new LanguageClient(
    'stockade',
    'Stockade',
    { command: settings.get('path'), args },
    { documentSelector: [{ language: 'python' }] },
  );
  return client.start();
}

function deactivate() {
  return client ? client.stop() : undefined;
}

module.exports = { activate, deactivate };
