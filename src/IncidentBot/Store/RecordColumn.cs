namespace IncidentBot.Store;

/// <summary>What the audit trail makes of a column.</summary>
internal enum ColumnUse
{
    /// <summary>It says which row it is, together with the others of its kind.</summary>
    Key,

    /// <summary>The same, and it holds a channel's id, which the platform may change.</summary>
    Channel,

    /// <summary>It stays as long as its row.</summary>
    Kept,

    /// <summary>It holds words that may have to go.</summary>
    Words,
}

/// <summary>A column of a table of the record.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Use">What the audit trail makes of it.</param>
/// <param name="Parameter">The property of the row that is written which gives its value.</param>
internal sealed record RecordColumn(string Name, ColumnUse Use, string Parameter)
{
    /// <summary>Whether it holds an instant.</summary>
    public bool IsInstant { get; init; }

    /// <summary>What stands there after its words were erased; null: nothing does.</summary>
    public string? Erased { get; init; }

    /// <summary>The version of the table's hashes from which on it is covered; 1 unless the column was added later.</summary>
    public int Since { get; init; } = 1;

    /// <summary>A column that says which row it is.</summary>
    public static RecordColumn Key(string name, string? parameter = null) => Of(name, ColumnUse.Key, parameter);

    /// <summary>A column that says which row it is, and holds a channel's id.</summary>
    public static RecordColumn Channel(string name, string? parameter = null) => Of(name, ColumnUse.Channel, parameter);

    /// <summary>A column that stays as long as its row.</summary>
    public static RecordColumn Kept(string name, string? parameter = null) => Of(name, ColumnUse.Kept, parameter);

    /// <summary>A column of words that may have to go.</summary>
    public static RecordColumn Words(string name, string? parameter = null, string? erased = null) =>
        Of(name, ColumnUse.Words, parameter) with { Erased = erased };

    /// <summary>The same column, of instants.</summary>
    public RecordColumn AsInstant() => this with { IsInstant = true };

    /// <summary>A value as it is hashed: the same text from the row that is written and from either engine.</summary>
    public string? TextOf(object? value) => value switch
    {
        null or DBNull => null,
        _ when IsInstant => InstantOf(value),
        bool flag => flag ? "1" : "0",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    // A server may keep no more than microseconds; what somebody wrote there that is no instant is no reason to fail.
    private static string InstantOf(object value)
    {
        try
        {
            return Instants.ToText(Instants.Cut(Instants.From(value)));
        }
        catch (Exception e) when (e is FormatException or InvalidCastException)
        {
            return value is byte[] bytes ? $"? {Convert.ToHexStringLower(bytes)}" : $"? {value}";
        }
    }

    private static RecordColumn Of(string name, ColumnUse use, string? parameter) =>
        new(name, use, parameter ?? RowInsert.ParameterOf(name));
}
