namespace IncidentBot.Store;

/// <summary>
/// A table of the record: which of its columns the audit trail covers, and how. Each capability names its own and registers them, so that
/// whoever writes a row states its hash in the same change, and whoever checks the trail compares every row with that.
/// </summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Select">
/// The rows of an incident, with all columns that are covered; parameters <c>@Workspace</c> and <c>@Incident</c>.
/// </param>
/// <param name="Columns">The columns that are covered.</param>
/// <param name="Title">What a row is called for people, from the values of its key: such as <c>entry 3</c>.</param>
internal sealed record RecordTable(
    string Name, string Select, IReadOnlyList<RecordColumn> Columns, Func<IReadOnlyList<string?>, string> Title)
{
    /// <summary>
    /// What the words of a row that was read are about, so that they can be erased with it; empty: they are never erased.
    /// </summary>
    public Func<IReadOnlyDictionary<string, object?>, string> Subject { get; init; } = static _ => string.Empty;

    /// <summary>Whether a row is deleted when its words are erased, rather than emptied.</summary>
    public bool GoesWithItsWords { get; init; }

    /// <summary>Columns that are no part of the record, such as a counter of writes; workspace and incident need not be named.</summary>
    public IReadOnlyList<string> Uncovered { get; init; } = [];

    /// <summary>
    /// Gives the bytes of which a column of the rows holds the SHA-256; parameters <c>@Workspace</c> and <c>@Sha256</c>. Null: there
    /// are none.
    /// </summary>
    public ContentOfRow? Content { get; init; }

    /// <summary>The newest version of its hashes.</summary>
    public int Version => Columns.Max(column => column.Since);

    /// <summary>The row that is written by these arguments.</summary>
    /// <param name="args">What the statement gets as parameters.</param>
    public RecordRow Row(object args)
    {
        var known = ParameterTypes.Of(args);
        return new RecordRow(
            this, [.. Columns.Select(column => column.TextOf(ValueOf(args, known, column)))], string.Empty);
    }

    /// <summary>A row as it was read.</summary>
    public RecordRow Read(IReadOnlyDictionary<string, object?> row) =>
        new(this, [.. Columns.Select(column => column.TextOf(row[column.Name]))], Subject(row));

    private object? ValueOf(object args, ParameterTypes.Named[] known, RecordColumn column)
    {
        var named = Array.Find(known, one => one.Parameter.AsSpan(1).SequenceEqual(column.Parameter))
            ?? throw new ArgumentException($"No property {column.Parameter} for {Name}.{column.Name}.", nameof(args));
        return named.Property.GetValue(args);
    }
}

/// <summary>Where the bytes are whose hash a row holds.</summary>
/// <param name="HashColumn">The column that holds the hash.</param>
/// <param name="Select">The bytes as one column; parameters <c>@Workspace</c> and <c>@Sha256</c>.</param>
internal sealed record ContentOfRow(string HashColumn, string Select);

/// <summary>A row of the record, as it is hashed.</summary>
/// <param name="table">Its table.</param>
/// <param name="values">The values of the table's columns, in their order.</param>
/// <param name="subject">What its words are about; empty: they are never erased, or the change that writes it says so.</param>
internal sealed class RecordRow(RecordTable table, IReadOnlyList<string?> values, string subject)
{
    /// <summary>Its table.</summary>
    public RecordTable Table => table;

    /// <summary>What its words are about.</summary>
    public string Subject => subject;

    /// <summary>Which row it is.</summary>
    public IReadOnlyList<string?> Key => [.. Of(ColumnUse.Key, ColumnUse.Channel).Select(one => one.Value)];

    /// <summary>Whether it has words that may have to go.</summary>
    public bool HasWords => table.Columns.Any(column => column.Use == ColumnUse.Words);

    /// <summary>Whether its words are what stands in their place once they are erased.</summary>
    public bool IsErased => Of(ColumnUse.Words).All(one => string.Equals(one.Value, one.Column.Erased, StringComparison.Ordinal));

    /// <summary>The value of a column.</summary>
    public string? this[string column] => values[table.Columns.Index().First(one => one.Item.Name == column).Index];

    /// <summary>The hash of what stays.</summary>
    /// <param name="version">Of which version.</param>
    public string KeptHash(int version) => Digest.Of(
        Of(ColumnUse.Kept).Where(one => one.Column.Since <= version).SelectMany(one => new[] { one.Column.Name, one.Value })
            .Prepend(table.Name).Prepend(version.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>What may have to go, as one text, to be hashed with a salt.</summary>
    /// <param name="version">Of which version.</param>
    public string Words(int version) => Digest.Join(
        Of(ColumnUse.Words).Where(one => one.Column.Since <= version).SelectMany(one => new[] { one.Column.Name, one.Value }));

    private IEnumerable<(RecordColumn Column, string? Value)> Of(params ColumnUse[] uses) =>
        table.Columns.Zip(values).Where(one => uses.Contains(one.First.Use));
}
