using IncidentBot.Store;

namespace IncidentBot.Delivery.Audit;

/// <summary>Compares the rows of a record with what a chain that holds says of them.</summary>
/// <param name="chain">The chain.</param>
/// <param name="tables">Finds a table by its name.</param>
internal sealed class RowProof(ReadChain chain, Func<string, RecordTable?> tables)
{
    private readonly Dictionary<(string Table, string Key), Stated> expected = [];

    /// <summary>Where the record is not what the chain says; empty: it is.</summary>
    /// <param name="rows">All rows of the record.</param>
    public IReadOnlyList<string> Problems(IReadOnlyList<RecordRow> rows)
    {
        var unknown = Fold();
        var problems = rows.Select(Problem).OfType<string>().ToList();
        var found = rows.Select(row => (row.Table.Name, Digest.Join(row.Key))).ToHashSet();
        problems.AddRange(expected.Where(one => !found.Contains(one.Key)).Select(one => Missing(one.Value)).OfType<string>());
        return [.. problems, .. unknown];
    }

    // The last link that states a row counts.
    private IEnumerable<string> Fold()
    {
        var unknown = new List<string>();
        foreach (var link in chain.Links)
        {
            foreach (var (place, row) in (link.Covered.Rows ?? []).Index())
            {
                if (tables(row.Table) is { } table && row.Version <= table.Version)
                    expected[(row.Table, Digest.Join(KeyNow(table, row, link.Seq)))] = new Stated(table, link, place, row);
                else
                    unknown.Add($"{link.Name} covers a row of {row.Table} in a way that this program doesn't know");
            }
        }

        return unknown;
    }

    // A channel's messages go by the id that it has now.
    private List<string?> KeyNow(RecordTable table, CoveredRow row, long seq)
    {
        var columns = table.Columns.Where(column => column.Use is ColumnUse.Key or ColumnUse.Channel);
        return [.. columns.Zip(row.Key, (column, value) => column.Use == ColumnUse.Channel ? chain.ChannelAfter(value, seq) : value)];
    }

    private string? Problem(RecordRow row)
    {
        var title = row.Table.Title(row.Key);
        if (!expected.TryGetValue((row.Table.Name, Digest.Join(row.Key)), out var stated))
            return chain.IsPending ? null : $"{title} is in the database, but no change recorded it";

        if (row.KeptHash(stated.Row.Version) != stated.Row.Kept)
            return $"{title} was changed after {stated.Link.Name} recorded it";
        if (stated.Row.Words is not { } words)
            return null;

        if (EraserOf(stated) is { } eraser)
            return row.Table.GoesWithItsWords ? $"{title} is back, though {eraser.Name} erased it"
                : row.IsErased ? null
                : $"{title} has words, though {eraser.Name} erased them";

        return chain.SaltOf(stated.Link, stated.Place, stated.Row) is not { } salt
            ? $"what is needed to check {title} is gone, and no recorded erasure explains it"
            : AuditLink.HashOf(salt, row.Words(stated.Row.Version)) != words
            ? $"{title} was changed after {stated.Link.Name} recorded it"
            : null;
    }

    private string? Missing(Stated stated) => stated.Table.GoesWithItsWords && EraserOf(stated) is not null
        ? null
        : $"{stated.Table.Title(stated.Row.Key)} is missing, which {stated.Link.Name} recorded";

    private ReadLink? EraserOf(Stated stated) =>
        chain.EraserOf(stated.Link.Seq, stated.Row.Subject is null ? null : stated.Place);

    private sealed record Stated(RecordTable Table, ReadLink Link, int Place, CoveredRow Row);
}
