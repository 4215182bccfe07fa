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
    private string? onSqlite;

    /// <summary>The text for one row on SQLite; made once, since every accepted request asks for it.</summary>
    public string OnSqlite => onSqlite ??= Dialect.Sqlite.InsertOnce(this);

    /// <summary>
    /// The text for several rows, all of them new, whose parameters are numbered from 0 (<c>@Kind0</c>):
    /// the unique key says when one is not.
    /// </summary>
    public string TextForRows(int rows) =>
        $"INSERT INTO {Table} ({Columns}) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(ValuesOfRow))}";

    /// <summary>Every text made for an engine.</summary>
    public IEnumerable<string> Texts(Dialect dialect) =>
        dialect == Dialect.SqlServer ? [dialect.InsertOnce(this), TextForRows(1), TextForRows(3)] : [dialect.InsertOnce(this)];

    /// <summary>The condition that finds the row that is there.</summary>
    public string KeyIs() => string.Join(" AND ", Key.Select(name => $"{name} = @{ParameterOf(name)}"));

    /// <summary>
    /// The name of the parameter and of the row's property that a column gets:
    /// <c>WorkspaceId</c> for <c>workspace_id</c>.
    /// </summary>
    internal static string ParameterOf(string column) =>
        string.Concat(column.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>The key of a row, as one text.</summary>
    public string KeyOf(object row)
    {
        var parameters = ParameterTypes.Of(row);
        return string.Join(
            '\n', Key.Select(name => parameters.First(one => one.Parameter == "@" + ParameterOf(name)).Property.GetValue(row)));
    }

    private string ValuesOfRow(int row) =>
        string.Create(CultureInfo.InvariantCulture, $"({Parameter().Replace(Values, $"@${{name}}{row}")})");

    [GeneratedRegex(@"@(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
