using IncidentBot.Catalogue;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>An address to ask, and the form that its answer has; <see cref="ProviderForm.Auto"/>: it is recognised.</summary>
internal sealed record StatusPageAddress(Uri Address, ProviderForm Form);

/// <summary>Where each form of status page is asked.</summary>
internal static class StatusPageAddresses
{
    private static readonly (string Host, string Path, ProviderForm Form)[] Known =
    [
        ("slack-status.com", "/api/v2.0.0/current", ProviderForm.Slack),
        ("status.slack.com", "/api/v2.0.0/current", ProviderForm.Slack),
        ("status.cloud.google.com", "/incidents.json", ProviderForm.GoogleCloud),
        ("www.google.com", "/appsstatus/dashboard/incidents.json", ProviderForm.GoogleCloud),
        ("health.aws.amazon.com", "/public/currentevents", ProviderForm.Aws),
        ("status.heroku.com", "/api/v4/current-status", ProviderForm.Heroku),
        ("azure.status.microsoft", "/en-us/status/feed/", ProviderForm.Feed),
    ];

    /// <summary>The addresses to try, in their order, until one answers in its form.</summary>
    public static IReadOnlyList<StatusPageAddress> Of(CatalogueProvider provider)
    {
        if (!Uri.TryCreate(provider.Page.Trim(), UriKind.Absolute, out var page))
            return [];

        var known = Array.Find(Known, one => one.Host == page.IdnHost && provider.Form is ProviderForm.Auto);
        if (known.Host is not null)
            return [new StatusPageAddress(IsWhole(page) ? page : At(page, known.Path, fromRoot: true), known.Form)];
        if (IsWhole(page))
            return [new StatusPageAddress(page, provider.Form)];

        return provider.Form switch
        {
            ProviderForm.Statuspage => [new(At(page, "/api/v2/summary.json"), provider.Form)],
            ProviderForm.IncidentIo =>
                [new(At(page, "/api/v2/summary.json"), provider.Form), new(At(page, "/api/v1/summary"), provider.Form)],
            ProviderForm.Slack => [new(At(page, "/api/v2.0.0/current"), provider.Form)],
            ProviderForm.GoogleCloud => [new(At(page, "/incidents.json"), provider.Form)],
            ProviderForm.Aws => [new(At(page, "/public/currentevents"), provider.Form)],
            ProviderForm.Instatus => [new(At(page, "/summary.json"), provider.Form)],
            ProviderForm.Heroku => [new(At(page, "/api/v4/current-status"), provider.Form)],
            ProviderForm.Feed => [new(page, provider.Form)],
            _ =>
            [
                new(At(page, "/api/v2/summary.json"), ProviderForm.Auto), new(At(page, "/api/v1/summary"), ProviderForm.Auto),
                new(At(page, "/summary.json"), ProviderForm.Auto), new(page, ProviderForm.Auto),
            ],
        };
    }

    /// <summary>The page for people.</summary>
    public static Uri? ForPeople(CatalogueProvider provider)
    {
        if (!Uri.TryCreate(provider.Page.Trim(), UriKind.Absolute, out var page))
            return null;

        return page.IdnHost == "health.aws.amazon.com" ? new Uri("https://health.aws.amazon.com/health/status")
            : IsWhole(page) ? new Uri(page.GetLeftPart(UriPartial.Authority))
            : page;
    }

    // What names a file or an API is meant as it stands.
    private static bool IsWhole(Uri page)
    {
        var path = page.AbsolutePath;
        return page.Query.Length > 0 || path.Contains("/api/", StringComparison.OrdinalIgnoreCase)
            || path.Contains("/feed", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith("/currentevents", StringComparison.OrdinalIgnoreCase)
            || Path.GetExtension(path).ToLowerInvariant() is ".json" or ".rss" or ".xml" or ".atom";
    }

    private static Uri At(Uri page, string path, bool fromRoot = false) => new(
        (fromRoot ? page.GetLeftPart(UriPartial.Authority) : page.GetLeftPart(UriPartial.Path).TrimEnd('/')) + path);
}
