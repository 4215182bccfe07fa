using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Operating;
using IncidentBot.Store;

namespace IncidentBot.Host.Doctor;

/// <summary>Whether the database can be used, is of this program's version, and what has come in so far.</summary>
internal sealed class StoreChecks(IServiceProvider services)
{
    private const string Area = "Store";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<Database>();
        if (database is SqliteDatabase { Exists: false } missing)
            return
            [
                Finding.Doubtful(
                    Area, $"There is no database {missing.Path} yet; the first start makes it.",
                    "If the bot has run before, call doctor from the folder that it runs in."),
            ];

        if (await services.GetRequiredService<Migrations>().IsEmptyAsync(cancellationToken))
            return [Finding.Doubtful(Area, "The database is reached and empty; the first start makes its tables.")];

        var schema = await SchemaAsync(database, cancellationToken);
        if (schema.Verdict == Verdict.Error) return [schema];
        var findings = new List<Finding> { schema };
        foreach (var expected in services.GetServices<ExpectedRequests>()) findings.AddRange(await SeenAsync(expected, cancellationToken));
        return findings;
    }

    private async Task<Finding> SchemaAsync(Database database, CancellationToken cancellationToken)
    {
        var migrations = services.GetRequiredService<Migrations>();
        var where = database is SqliteDatabase file ? file.Path : "SQL Server";
        var version = await migrations.VersionAsync(cancellationToken);
        if (version > migrations.Newest)
            return Finding.Broken(
                Area, Text($"{where} is at version {version}, but this program knows versions up to {migrations.Newest}."),
                "Start the newer program, or restore the backup from before the upgrade.");
        if (await migrations.ListForeignAsync(cancellationToken) is { Count: > 0 } foreign)
            return Finding.Broken(
                Area, $"{where} was made with other migrations than this program's: {string.Join(", ", foreign)}.",
                "Run the program that belongs to the database, or restore a backup; a migration is never edited.");
        if (!await services.GetRequiredService<Readiness>().IsReadyAsync(cancellationToken))
            return Finding.Broken(
                Area, $"{where} can be read but not written.", "Check the rights on the file or the database, and the free space.");
        return version < migrations.Newest
            ? Finding.Doubtful(
                Area, Text($"{where} is at version {version}; the next start brings it to {migrations.Newest}."),
                "Take a backup first: backup PATH")
            : Finding.Good(Area, Text($"{where} can be written and is at version {version}, made with this program's migrations."));
    }

    private async Task<IReadOnlyList<Finding>> SeenAsync(ExpectedRequests expected, CancellationToken cancellationToken)
    {
        var seen = await services.GetRequiredService<SeenRequests>().ReadAsync(expected.Platform, cancellationToken);
        return seen.Count == 0
            ? [expected.Nothing]
            :
            [
                .. expected.Kinds.Select(
                    kind => Seen(
                        kind.Area, seen.Where(one => one.Kind == kind.Kind && (kind.Type is null || one.Type == kind.Type)), kind.Advice)),
            ];
    }

    private static Finding Seen(string area, IEnumerable<SeenRequest> seen, string advice)
    {
        var all = seen.ToList();
        return all.Count == 0
            ? Finding.Doubtful(area, "None is on record yet.", advice)
            : Finding.Good(
                area, Text($"{all.Sum(one => one.Number)} on record, the newest of {all.Max(one => one.Newest):yyyy-MM-dd HH:mm} UTC."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
