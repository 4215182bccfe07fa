namespace IncidentBot.Store;

/// <summary>The texts in which SQLite and SQL Server differ, as text.</summary>
public abstract class Dialect
{
    /// <summary>The ending of this engine's migration files: <c>sqlite</c> or <c>sqlserver</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Ends an ordered SELECT after so many rows: <c>LIMIT @n</c>, or <c>OFFSET 0 ROWS FETCH NEXT @n ROWS ONLY</c>.</summary>
    public abstract string Limit(string parameter);
}
