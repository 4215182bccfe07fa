using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Store;

/// <summary>
/// An INSERT that leaves alone what is there by its key; its rows can be written one by one, or several in one statement.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns, separated by commas.</param>
/// <param name="Values">What they get, in the same order; parameters are properties of the row, <c>@Name</c>.</param>
/// <param name="Key">The columns of the unique key, texts all of them; <c>workspace_id</c> gets the parameter <c>@WorkspaceId</c>.</param>
internal sealed partial record RowInsert(string Table, string Columns, string Values, IReadOnlyList<string> Key)
{
    private readonly string[] parameters =
        [.. Parameter().Matches(Values).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    private string? onSqlite;

    /// <summary>The text for one row on SQLite; made once, since every accepted request asks for it.</summary>
    public string OnSqlite => onSqlite ??= Dialect.Sqlite.InsertOnce(this);

    /// <summary>
    /// The text for several rows on SQL Server, whose parameters are numbered from 0 (<c>@Kind0</c>); gives back the keys of the new ones.
    /// </summary>
    public string TextForRows(int rows) => $"""
        INSERT INTO {Table} ({Columns})
        {Dialect.SqlServer.Output([.. Key])}
        SELECT {Parameter().Replace(Values, "r.${name}")}
        FROM (VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(RowOfParameters))}) AS r ({string.Join(", ", parameters)})
        WHERE NOT EXISTS (SELECT 1 FROM {Table} k WHERE {KeyIs("k.", "r.")})
        """;

    /// <summary>Every text made for an engine.</summary>
    public IEnumerable<string> Texts(Dialect dialect) =>
        dialect == Dialect.SqlServer ? [dialect.InsertOnce(this), TextForRows(1), TextForRows(3)] : [dialect.InsertOnce(this)];

    /// <summary>The condition that finds the row that is there.</summary>
    /// <param name="column">Stands before each column.</param>
    /// <param name="parameter">Stands before each parameter's name.</param>
    public string KeyIs(string column, string parameter) =>
        string.Join(" AND ", Key.Select(name => $"{column}{name} = {parameter}{ParameterOf(name)}"));

    /// <summary>
    /// The name of the parameter, and of the row's property, that a column of the key gets: <c>WorkspaceId</c> for <c>workspace_id</c>.
    /// </summary>
    public static string ParameterOf(string column) =>
        string.Concat(column.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>The key of a row, as one text.</summary>
    public string KeyOf(object row) => JoinKey(Key.Select(name => (string)row.GetType().GetProperty(ParameterOf(name))!.GetValue(row)!));

    /// <summary>The values of a key as one text.</summary>
    public static string JoinKey(IEnumerable<string> values) => string.Join('\n', values);

    private string RowOfParameters(int row) =>
        $"({string.Join(", ", parameters.Select(name => string.Create(CultureInfo.InvariantCulture, $"@{name}{row}")))})";

    [GeneratedRegex(@"@(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
