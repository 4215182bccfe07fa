using System.Text.Json;
using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>Google's list of incidents, past and present: open is what has no end and isn't said to be available again.</summary>
internal static class GoogleForm
{
    /// <summary>Reads it.</summary>
    public static void Read(JsonElement root, PageBuilder page)
    {
        page.SaysDetails = true;
        foreach (var incident in root.EnumerateArray())
        {
            var latest = incident.Field("most_recent_update");
            if (incident.Text("end") is not null || StateWords.IsOver(latest?.Text("status")))
                continue;

            page.Add(
                Title(incident), State(incident, latest), incident.Time("begin", "created"), incident.Text("uri"), Products(incident),
                PageBuilder.Updates(incident, "updates", "text", "when", "modified", "created")
                    .DefaultIfEmpty(PageBuilder.Update(latest?.Time("when"), latest?.Text("text")))
                    .Where(update => update.Words.Length > 0),
                Places(incident));
        }
    }

    // Its first line is "**Title:**" where there is one, and the title below it.
    private static string? Title(JsonElement incident)
    {
        if (incident.Text("external_desc") is not { } said)
            return incident.Text("service_name");

        return said.TrimStart().StartsWith("**Title:**", StringComparison.OrdinalIgnoreCase)
            ? said.Split('\n').Skip(1).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? said
            : said;
    }

    private static ProviderState State(JsonElement incident, JsonElement? latest)
    {
        var known = StateWords.Of(latest?.Text("status"));
        if (known == ProviderState.Unknown)
            known = StateWords.Of(incident.Text("status_impact"));
        return known == ProviderState.Unknown ? ProviderState.Degraded : known;
    }

    private static IEnumerable<string?> Products(JsonElement incident)
    {
        var products = incident.List("affected_products").Select(one => one.Text("title")).Where(one => one is not null).ToList();
        return products.Count > 0 ? products : incident.Text("service_name") is { } name and not "Multiple Products" ? [name] : [];
    }

    private static IEnumerable<string?> Places(JsonElement incident) =>
        incident.List("currently_affected_locations").SelectMany(one => new[] { one.Text("id"), one.Text("title") });
}
