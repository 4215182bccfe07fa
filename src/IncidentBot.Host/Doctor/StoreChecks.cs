using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Operating;
using IncidentBot.Store;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Host.Doctor;

/// <summary>Checks that the database works and has this program's version, and reports what has been received so far.</summary>
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
                    Area, $"There is no database {missing.Path} yet; the first start will create it.",
                    "If the bot has run before, run doctor in the same folder as the bot."),
            ];

        if (await services.GetRequiredService<Migrations>().IsEmptyAsync(cancellationToken))
            return [Finding.Doubtful(Area, "The database can be reached and is empty; the first start will create its tables.")];

        var schema = await SchemaAsync(database, cancellationToken);
        if (schema.Verdict == Verdict.Error) return [schema];
        var findings = new List<Finding> { schema };
        if (schema.Verdict == Verdict.Ok) findings.Add(await FilesAsync(database, cancellationToken));
        if (schema.Verdict == Verdict.Ok) findings.AddRange(await DeadAsync(database, cancellationToken));
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
                Area, Text($"{where} is at version {version}, but this program only knows versions up to {migrations.Newest}."),
                "Start the newer program, or restore the backup from before the upgrade.");
        if (await migrations.ListForeignAsync(cancellationToken) is { Count: > 0 } foreign)
            return Finding.Broken(
                Area, $"{where} was created with different migrations from this program's: {string.Join(", ", foreign)}.",
                "Run the program that created the database, or restore a backup; migrations must not be edited.");
        if (!await services.GetRequiredService<Readiness>().IsReadyAsync(cancellationToken))
            return Finding.Broken(
                Area, $"{where} can be read but not written.", "Check the permissions on the file or database, and the free disk space.");
        return version < migrations.Newest
            ? Finding.Doubtful(
                Area, Text($"{where} is at version {version}; the next start will upgrade it to {migrations.Newest}."),
                "Take a backup first: backup PATH")
            : Finding.Good(Area, Text($"{where} is writable and at version {version}, like this program."));
    }

    private async Task<Finding> FilesAsync(Database database, CancellationToken cancellationToken)
    {
        var files = await StoredFiles.ReadAsync(
            new FileStore(database), services.GetRequiredService<TimelineOptions>(), cancellationToken);
        return files.Warning is { } warning
            ? Finding.Doubtful("Files", $"{files.Sentence} {warning}")
            : Finding.Good("Files", files.Sentence);
    }

    private static async Task<IReadOnlyList<Finding>> DeadAsync(Database database, CancellationToken cancellationToken)
    {
        var counts = await new DeadLetters(database, TimeProvider.System).CountAsync(cancellationToken);
        if (counts.Count == 0) return [];
        var number = counts.Sum(count => count.Number);
        var most = counts.OrderByDescending(count => count.Number).Take(3)
            .Select(count => Text($"{count.Number} {count.Kind} ({count.Error})"));
        var more = counts.Count > 3 ? " and others" : "";
        return
        [
            Finding.Doubtful(
                "Dead letters", Text($"The bot gave up on {number}: {string.Join(", ", most)}{more}."),
                "See dead list and dead show ID for what they were; then dead retry or dead drop."),
        ];
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
            ? Finding.Doubtful(area, "None received yet.", advice)
            : Finding.Good(
                area, Text($"{all.Sum(one => one.Number)} received, the latest at {all.Max(one => one.Newest):yyyy-MM-dd HH:mm} UTC."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
