using System.Collections.ObjectModel;
using System.Security.Cryptography;
using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery.Audit;

/// <summary>Reads the rows of the record, of every table that a capability has registered.</summary>
internal sealed class RecordReader(Database database, IEnumerable<RecordTable> tables)
{
    private readonly List<RecordTable> all = [.. tables];

    /// <summary>The tables of all capabilities.</summary>
    public IReadOnlyList<RecordTable> Tables => all;

    /// <summary>The table of this name; null: no capability has it.</summary>
    public RecordTable? Find(string name) => all.Find(table => table.Name == name);

    /// <summary>All rows of an incident's record.</summary>
    public async Task<IReadOnlyList<RecordRow>> ReadAsync(WorkspaceId workspace, int incident, CancellationToken cancellationToken)
    {
        var rows = new List<RecordRow>();
        foreach (var table in all)
        {
            var read = await database.QueryAsync<object>(
                table.Select, new { Workspace = workspace.Value, Incident = incident }, cancellationToken);
            rows.AddRange(read.Select(row => table.Read(new ReadOnlyDictionary<string, object?>((IDictionary<string, object?>)row))));
        }

        return rows;
    }

    /// <summary>Whether the bytes of which a row holds the hash are there and have it; true where it holds none.</summary>
    public async Task<bool> HasContentAsync(WorkspaceId workspace, RecordRow row, CancellationToken cancellationToken)
    {
        if (row.Table.Content is not { } content || row[content.HashColumn] is not { } sha256)
            return true;

        var bytes = await database.QueryAsync<byte[]>(
            content.Select, new { Workspace = workspace.Value, Sha256 = sha256 }, cancellationToken);
        return bytes.Count == 1 && Convert.ToHexStringLower(SHA256.HashData(bytes[0])) == sha256;
    }
}
