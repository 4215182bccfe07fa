using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Simulator.Wire;
using IncidentBot.Store;

namespace IncidentBot.Host.Demo;

/// <summary>Keeps the local Slack's channels in step with the incidents in the store, over a restart.</summary>
internal static class LocalChannels
{
    /// <summary>
    /// The file beside the store that keeps channels and messages; null: the store is not a file here. What was kept for a store that is
    /// gone is removed.
    /// </summary>
    /// <param name="services">What reads the store.</param>
    public static string? PrepareFile(IServiceProvider services)
    {
        if (Starting.OpenStore(services) is not SqliteDatabase store) return null;
        var file = Path.ChangeExtension(store.Path, ".local-slack.json");
        if (!store.Exists && File.Exists(file)) File.Delete(file);
        return file;
    }

    /// <summary>
    /// Puts an archived, empty channel where an incident's own was lost, as after a crash, so that what waits for it is kept until somebody
    /// opens it again.
    /// </summary>
    /// <param name="services">What reads the store.</param>
    /// <param name="slack">The address of the local Slack.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task ReplaceLostAsync(IServiceProvider services, string slack, CancellationToken cancellationToken)
    {
        if (Starting.OpenStore(services) is not SqliteDatabase { Exists: true }) return;
        await Starting.MigrateAsync(services, cancellationToken);
        var incidents = await services.GetRequiredService<IncidentStore>()
            .ListAsync(new WorkspaceId(DefaultApp.TeamId), cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(slack + "/") };
        await new SimulatorClient(http).RestoreAsync(
            new JsonObject
            {
                ["missing_only"] = true,
                ["channels"] = new JsonArray([.. incidents.Where(incident => incident.Channel is not null).Select(Replacement)]),
                ["forgotten_before"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            },
            cancellationToken);
    }

    /// <summary>Whether an incident of the local Slack is open, so that people are at work there.</summary>
    /// <param name="services">What reads the store.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task<bool> HasOpenIncidentAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (Starting.OpenStore(services) is SqliteDatabase { Exists: false }) return false;
        await Starting.MigrateAsync(services, cancellationToken);
        var open = await services.GetRequiredService<IncidentStore>().ListOpenAsync(new WorkspaceId(DefaultApp.TeamId), cancellationToken);
        return open.Count > 0;
    }

    private static JsonNode Replacement(Incident incident, int index) => new JsonObject
    {
        ["id"] = incident.Channel!.Value.Value, ["name"] = incident.ChannelName,
        ["kind"] = incident.Visibility == Visibility.Private ? "group" : "channel",
        ["is_archived"] = true,
        ["members"] = new JsonArray([.. MembersOf(incident).Select(id => (JsonNode)id)]),
        ["messages"] = new JsonArray(
            new JsonObject
            {
                ["ts"] = string.Create(
                    CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}.{index + 1:D6}"),
                ["user"] = "USLACKBOT",
                ["text"] = $"The local Slack lost this channel's messages when it stopped. {incident.Id} is still on record. "
                    + "To go on here, open the channel again.",
            }),
    };

    private static IEnumerable<string> MembersOf(Incident incident) =>
        incident.Roles.Values.Append(incident.StartedBy).Select(person => person.Id.Value).Where(id => id.Length > 0)
            .Append(DefaultApp.BotUserId).Distinct(StringComparer.Ordinal);
}
