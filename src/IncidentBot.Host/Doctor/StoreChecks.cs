using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Host.Configuration;
using IncidentBot.Slack.Setup;
using IncidentBot.Slack.Wire;
using IncidentBot.Store;

namespace IncidentBot.Host.Doctor;

/// <summary>Whether the database can be used, is of this program's version, and what Slack has sent so far.</summary>
internal sealed class StoreChecks(IServiceProvider services, BotSettings settings)
{
    private const string Area = "Store";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<Database>();
        if (database is SqliteDatabase { Exists: false } missing)
            return [Finding.Doubtful(Area, $"There is no database {missing.Path} yet; the first start makes it.", "If the bot has run before, call doctor from the folder that it runs in.")];

        if (await services.GetRequiredService<Migrations>().IsEmptyAsync(cancellationToken))
            return [Finding.Doubtful(Area, "The database is reached and empty; the first start makes its tables.")];

        var schema = await SchemaAsync(database, cancellationToken);
        if (schema.Verdict == Verdict.Error || settings.IsLocal) return [schema];
        return [schema, .. await SeenAsync(cancellationToken)];
    }

    private async Task<Finding> SchemaAsync(Database database, CancellationToken cancellationToken)
    {
        var migrations = services.GetRequiredService<Migrations>();
        var where = database is SqliteDatabase file ? file.Path : "SQL Server";
        var version = await migrations.VersionAsync(cancellationToken);
        if (version > migrations.Newest)
            return Finding.Broken(Area, Text($"{where} is at version {version}, but this program knows versions up to {migrations.Newest}."), "Start the newer program, or restore the backup from before the upgrade.");
        if (await migrations.ListForeignAsync(cancellationToken) is { Count: > 0 } foreign)
            return Finding.Broken(Area, $"{where} was made with other migrations than this program's: {string.Join(", ", foreign)}.", "Run the program that belongs to the database, or restore a backup; a migration is never edited.");
        if (!await services.GetRequiredService<Readiness>().IsReadyAsync(cancellationToken))
            return Finding.Broken(Area, $"{where} can be read but not written.", "Check the rights on the file or the database, and the free space.");
        return version < migrations.Newest
            ? Finding.Doubtful(Area, Text($"{where} is at version {version}; the next start brings it to {migrations.Newest}."), "Take a backup first: backup PATH")
            : Finding.Good(Area, Text($"{where} can be written and is at version {version}, made with this program's migrations."));
    }

    private async Task<IReadOnlyList<Finding>> SeenAsync(CancellationToken cancellationToken)
    {
        const string Requests = "Requests";
        var seen = await services.GetRequiredService<SeenRequests>().ReadAsync(StoredNames.Platform, cancellationToken);
        if (seen.Count == 0)
            return [Finding.Doubtful(Requests, "Nothing from Slack is on record yet.", "Start the bot and type: /incident start Trying it out")];

        var findings = new List<Finding> { Seen("Commands", seen.Where(one => one.Kind == "command"), "Check the slash command under Slash Commands in the app's settings.") };
        findings.Add(Seen("Buttons", seen.Where(one => one.Kind == "interaction"), "Press a button on a card; if nothing happens, check Interactivity & Shortcuts in the app's settings."));
        findings.AddRange(SlackManifest.Events.Where(type => !type.IsRare).Select(type => Seen(
            $"Event {type.Name}", seen.Where(one => one.Kind == "event" && one.Type == type.Name), "Check Event Subscriptions, Subscribe to bot events, in the app's settings.")));
        return findings;
    }

    private static Finding Seen(string area, IEnumerable<SeenRequest> seen, string advice)
    {
        var all = seen.ToList();
        return all.Count == 0
            ? Finding.Doubtful(area, "None is on record yet.", advice)
            : Finding.Good(area, Text($"{all.Sum(one => one.Number)} on record, the newest of {all.Max(one => one.Newest):yyyy-MM-dd HH:mm} UTC."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
