using System.Text.RegularExpressions;
using IncidentBot.Delivery;
using IncidentBot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IncidentBot.Tests.Store;

public sealed partial class SqlTextTests
{
    private static readonly Lazy<TSqlSchema> Schema = new(() => TSqlSchema.Of(Migrations.Embedded(Dialect.SqlServer)));

    [Fact]
    public void Every_statement_and_migration_for_SQL_Server_parses()
    {
        var migrations = Migrations.Embedded(Dialect.SqlServer).Select(migration => new SqlText(migration.Name, migration.Sql));

        var wrong = SqlTexts.Of(Dialect.SqlServer).Concat(migrations).SelectMany(Errors).ToList();

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_table_and_column_that_a_statement_for_SQL_Server_names_exists()
    {
        var missing = SqlTexts.Of(Dialect.SqlServer)
            .SelectMany(text => Schema.Value.MissingIn(TSqlSchema.Parse(text.Sql)).Select(name => $"{text.Where}: {name}"))
            .ToList();

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("SELECT absent FROM inbox", "column absent")]
    [InlineData("SELECT 1 FROM nowhere", "table nowhere")]
    [InlineData("SELECT i.channel_id FROM inbox i JOIN sent s ON s.workspace_id = i.workspace_id", "column inbox.channel_id")]
    [InlineData("UPDATE inbox SET urgency = 1", "column urgency")]
    [InlineData("INSERT INTO sent (workspace_id, wrong) VALUES (@A, @B)", "column wrong")]
    public void A_name_that_does_not_exist_is_found(string sql, string missing) =>
        Assert.Equal([missing], Schema.Value.MissingIn(TSqlSchema.Parse(sql)));

    [Fact]
    public async Task Every_statement_for_SQLite_can_be_prepared_on_the_migrated_schema()
    {
        using var folder = new TempFolder();
        await using var database = await TestStore.SqliteAsync(folder);
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();

        var wrong = SqlTexts.Of(Dialect.Sqlite).Select(text => $"{text.Where}: {Complaint(connection, text.Sql)}").Where(line => !line.EndsWith(": ", StringComparison.Ordinal)).ToList();

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Finding_and_taking_work_never_reads_a_whole_queue()
    {
        using var folder = new TempFolder();
        await using var database = await TestStore.SqliteAsync(folder);
        var args = new { Now = ManualTime.Start, Until = ManualTime.Start, Count = 1, Ids = "[1]", Token = "t" };

        foreach (var sql in InboxStore.Statements(Dialect.Sqlite).Concat(OutboxStore.Statements(Dialect.Sqlite)).Where(sql => !sql.StartsWith("INSERT", StringComparison.Ordinal)))
        {
            var plan = await database.QueryAsync<PlanRow>($"EXPLAIN QUERY PLAN {sql}", args, default);
            Assert.DoesNotContain(OfTables([.. plan.Select(row => row.Detail)]), row => WholeTable().IsMatch(row));
        }
    }

    [Fact]
    public async Task What_runs_for_every_request_reads_no_more_when_the_record_has_grown()
    {
        using var folder = new TempFolder();
        await using var database = await TestStore.SqliteAsync(folder);
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();

        var grows = SqlTexts.Of(Dialect.Sqlite).Where(text => !MayReadAll().IsMatch(text.Where) && Plan(connection, text.Sql).Exists(row => ReadsAll().IsMatch(row))).Select(text => text.Where);

        Assert.Empty(grows);
    }

    [Fact]
    public void Whoever_makes_texts_for_a_dialect_lists_them_for_these_tests()
    {
        var silent = SqlTexts.Makers().Where(type => SqlTexts.ListOf(type) is null).Select(type => type.FullName);

        Assert.Empty(silent);
    }

    [Fact]
    public void The_texts_of_inbox_and_outbox_are_among_those_tested()
    {
        var places = SqlTexts.Of(Dialect.SqlServer).Select(text => text.Where).ToList();

        Assert.Contains("InboxStore.Statements[0]", places);
        Assert.Contains("OutboxStore.Statements[0]", places);
    }

    [Fact]
    public void Both_engines_have_the_same_migrations_with_the_same_tables_and_columns()
    {
        var sqlite = Migrations.Embedded(Dialect.Sqlite);
        var server = Migrations.Embedded(Dialect.SqlServer);

        Assert.NotEmpty(sqlite);
        Assert.Equal(sqlite.Select(migration => migration.Name), server.Select(migration => migration.Name));
        Assert.Equal(SqliteSchema.Columns(sqlite), Schema.Value.Columns.Where(column => !column.StartsWith("schema_version.", StringComparison.Ordinal)));
    }

    // What programs tell the bot, and who may, is of the whole installation, as the catalogue is.
    [Fact]
    public void Every_table_belongs_to_workspaces()
    {
        var tables = Schema.Value.Tables.Where(table => table is not ("schema_version" or "change_seen" or "change_post" or "change_history" or "access_token"));

        Assert.All(tables, table => Assert.Contains($"{table}.workspace_id", Schema.Value.Columns));
    }

    private static IEnumerable<string> Errors(SqlText text)
    {
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text.Sql), out var errors);
        return errors.Select(error => $"{text.Where}, line {error.Line}: {error.Message}");
    }

    private static List<string> Plan(SqliteConnection connection, string sql)
    {
        if (sql.StartsWith("CREATE", StringComparison.Ordinal)) return [];
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct()) command.Parameters.AddWithValue(name, "[1]");
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(3));
        return OfTables(rows);
    }

    // A subquery is scanned under its own name, which is no table's.
    private static List<string> OfTables(List<string> plan)
    {
        var subqueries = plan.Select(row => Subquery().Match(row)).Where(match => match.Success).Select(match => $"SCAN {match.Groups["name"].Value}").ToHashSet(StringComparer.Ordinal);
        return plan.FindAll(row => !subqueries.Contains(row));
    }

    private static string Complaint(SqliteConnection connection, string sql)
    {
        var answer = SQLitePCL.raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement);
        statement?.Dispose();
        return answer == SQLitePCL.raw.SQLITE_OK ? string.Empty : SQLitePCL.raw.sqlite3_errmsg(connection.Handle).utf8_to_string();
    }

    [GeneratedRegex(@"^(CO-ROUTINE|MATERIALIZE) (?<name>\w+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Subquery();

    // A table that has an alias is named by it alone.
    [GeneratedRegex(@"^SCAN (?!json_each)\w+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WholeTable();

    // A whole table, or all that a workspace has in one; an index of what waits or was given up is short.
    [GeneratedRegex(@"^(SCAN (TABLE )?(?!sqlite_master|schema_version|json_each|incident\b|home_page|head\b)[a-z_]+( AS \w+)?( USING (COVERING )?INDEX sqlite_autoindex_\w+)?|SEARCH (TABLE )?(?!incident |home_page )[a-z_]+ .*\(workspace_id=\?\))$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReadsAll();

    // The beginning of other statements, what people ask for by hand, what is tidied now and then, and what rarely happens to a channel.
    [GeneratedRegex(@"^(\w+\.Select|\w+\.Move\w+|TimelineStore\.IncidentsIn|AuditCheck\.SelectPlaces|BeginKeys\.\w+|KeyMarks\.\w+|FileStore\.Everywhere|IncidentStore\.Workspaces|CleanUp\.\w+|DeadLetters\..+|SeenRequests\.\w+|OutboxStore\.(HoldBack|Again)|ChangeDecisionStore\.Statements.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MayReadAll();

    [GeneratedRegex(@"@\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    private sealed class PlanRow
    {
        public string Detail { get; init; } = string.Empty;
    }
}
