using System.Globalization;
using Microsoft.Data.SqlClient;

namespace IncidentBot.Store;

/// <summary>What SQL Server's error numbers mean for the work in hand.</summary>
internal static class SqlServerErrors
{
    private const int DeadlockVictim = 1205;

    // Lock time-out, update conflict, and the numbers by which the server or the way to it asks to try again:
    // learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues
    private static readonly HashSet<int> Passing =
        [DeadlockVictim, 1222, 3960, 40197, 40501, 40613, 49918, 49919, 49920, 10928, 10929, 4221];

    private const int TimedOut = -2;

    // Log-in refused; errors of the connection itself are told by their severity.
    private static readonly HashSet<int> Unreachable = [TimedOut, 18456];

    // The second one when the log-in's own database is asked for, and from servers that are not Microsoft's.
    private static readonly HashSet<int> NoDatabase = [4060, 911];

    // From here on the server, or the driver, has closed the connection:
    // learn.microsoft.com/sql/relational-databases/errors-events/database-engine-error-severities
    private const byte ConnectionLost = 20;

    // The database or its log is full, or it is read-only.
    private static readonly HashSet<int> Full = [1105, 9002, 3906];

    /// <summary>What is said of a server that answers nothing at all.</summary>
    public const string NoAnswer = "SQL Server cannot be used: it does not answer. "
        + "Look whether it runs, and whether Store:ConnectionString names its address.";

    public static bool IsConnectionLost(SqlException e) => e.Class >= ConnectionLost;

    /// <summary>Whether an attempt to connect met nobody, or nobody who spoke in time.</summary>
    public static bool IsNoAnswer(SqlException e) => IsConnectionLost(e) || e.Number == TimedOut;

    /// <summary>Whether trying again soon may help someone whose work may safely be done twice.</summary>
    public static bool IsWorthAnotherTry(SqlException e) => IsConnectionLost(e) || Passing.Contains(e.Number);

    public static bool IsDuplicate(SqlException e) => e.Number is 2601 or 2627;

    public static bool MayBeRepeated(SqlException e, bool committing) =>
        committing ? e.Number == DeadlockVictim : Passing.Contains(e.Number);

    /// <summary>The sentence for a server that cannot be used; null: the failure is the statement's own.</summary>
    /// <param name="e">The failure.</param>
    /// <param name="committing">Whether the commit was under way.</param>
    /// <param name="database">The database's name; empty: not known.</param>
    public static string? Explain(Exception e, bool committing, string database = "") => e switch
    {
        SqlException sql when NoDatabase.Contains(sql.Number) => string.Create(
            CultureInfo.InvariantCulture,
            $"SQL Server has no database {Quoted(database)}that this log-in may open (error {sql.Number}). "
            + $"Create it, give the log-in access, or correct Database in Store:ConnectionString."),
        SqlException sql when committing => string.Create(
            CultureInfo.InvariantCulture,
            $"The connection to SQL Server broke during a commit (error {sql.Number}): "
            + $"whether it was written shows when the server is back."),
        SqlException { Number: 50000 } own => own.Message,
        SqlException sql when Full.Contains(sql.Number) => string.Create(
            CultureInfo.InvariantCulture,
            $"The database takes no more writes (error {sql.Number}): it or its log is full, or it is read-only. "
            + $"Make room; the bot goes on by itself."),
        SqlException sql when sql.Class >= ConnectionLost
            || Passing.Contains(sql.Number) || Unreachable.Contains(sql.Number) => string.Create(
            CultureInfo.InvariantCulture,
            $"SQL Server cannot be used (error {sql.Number}). "
            + $"Look whether it runs, and whether Store:ConnectionString names its address, database and log-in."),
        InvalidOperationException when e.Source == "Microsoft.Data.SqlClient"
            || e.Message.Contains("pool", StringComparison.OrdinalIgnoreCase) =>
            "No connection to SQL Server became free in time. Look whether it is overloaded.",
        _ => null,
    };

    private static string Quoted(string database) => database.Length == 0 ? string.Empty : $"'{database}' ";
}
