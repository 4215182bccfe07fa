using System.Net.Http.Headers;
using IncidentBot.Catalogue;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>Checks the settings of the sources of signals, and what the catalogue says of them, without asking anybody.</summary>
public static class PrometheusSettingRules
{
    private const int LongestName = 40, LongestValue = 8000, MostHeaders = 20;

    private static readonly HashSet<string> OwnHeaders = new(
        ["Authorization", "Host", "Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Cookie"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong, a sentence each; never a value that may be a secret.</summary>
    public static IEnumerable<string> Problems(PrometheusOptions options, CatalogueOptions catalogue) =>
        [.. Sources(options), .. Services(options, catalogue)];

    private static IEnumerable<string> Sources(PrometheusOptions options)
    {
        if (options.Sources.Count > PrometheusOptions.MostSources)
            yield return $"Prometheus:Sources has {options.Sources.Count} entries; at most {PrometheusOptions.MostSources} are used.";
        foreach (var (name, source) in options.Sources)
        {
            var key = $"Prometheus:Sources:{name}";
            if (name.Length > LongestName || name.Any(char.IsControl))
                yield return $"{key} has a name that is too long: at most {LongestName} characters, such as main.";
            foreach (var problem in Address(key, source.Url).Concat(Access(key, source)).Concat(Headers(key, source.Headers)))
                yield return problem;
            if (source.TimeoutSeconds is < 1 or > 10)
                yield return $"{key}:TimeoutSeconds is {source.TimeoutSeconds}, but must be from 1 to 10.";
        }
    }

    private static IEnumerable<string> Address(string key, Uri? url)
    {
        if (url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            yield return $"{key}:Url is missing; set it to the address of Prometheus, such as https://prometheus.example.com.";
        else if (url.UserInfo.Length > 0)
            yield return $"{key}:Url holds a name or password, which would be seen in logs; set {key}:Username and {key}:Password instead.";
        else if (url.Query.Length > 0 || url.Fragment.Length > 0)
            yield return $"{key}:Url has something behind ? or #; leave that out, such as https://prometheus.example.com.";
        else if (url.AbsolutePath.Contains("/api/v1", StringComparison.OrdinalIgnoreCase))
            yield return $"{key}:Url ends in /api/v1, which the bot adds itself; write what stands before it.";
    }

    private static IEnumerable<string> Access(string key, PrometheusSource source)
    {
        var hasName = !string.IsNullOrWhiteSpace(source.Username);
        var hasPassword = !string.IsNullOrWhiteSpace(source.Password);
        if (hasName != hasPassword)
            yield return $"{key}:{(hasName ? "Username" : "Password")} is set but {key}:{(hasName ? "Password" : "Username")} isn't: "
                + "set both, or neither.";
        if (hasName && source.Username!.Contains(':', StringComparison.Ordinal))
            yield return $"{key}:Username has a colon in it, which basic authentication can't carry.";
        if (!string.IsNullOrWhiteSpace(source.Token) && (hasName || hasPassword))
            yield return $"{key}:Token and {key}:Username are both set, but only one of them can be sent: leave one out.";
        if (source.Token is { } token && token.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c > '~'))
            yield return $"{key}:Token has a space, a line break or a letter in it that no token has; copy it again.";
    }

    private static IEnumerable<string> Headers(string key, IDictionary<string, string> headers)
    {
        if (headers.Count > MostHeaders)
            yield return $"{key}:Headers has {headers.Count} entries; at most {MostHeaders} are sent.";
        foreach (var (name, value) in headers)
        {
            if (OwnHeaders.Contains(name))
                yield return $"{key}:Headers has {name}, which the bot sets itself; for access, set {key}:Token or {key}:Username.";
            else if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
                yield return $"{key}:Headers has a name that can't be a header's, such as X-Scope-OrgID.";
            else if (value.Length > LongestValue || value.Any(c => char.IsControl(c) || c > '~'))
                yield return $"{key}:Headers:{name} has a line break or a letter in it that no header has.";
        }
    }

    private static IEnumerable<string> Services(PrometheusOptions options, CatalogueOptions catalogue)
    {
        foreach (var (service, signals, place) in catalogue.Services.SelectMany(
            service => service.Value.Signals.Select((signals, place) => (service.Key, signals, place))))
        {
            var key = $"Catalogue:Services:{service}:Signals:{place}";
            if (options.Find(signals.Source) is null)
                yield return SourceProblem(key, signals.Source, options);
            if (string.IsNullOrWhiteSpace(signals.Profile))
            {
                if (signals.Labels.Count == 0 && signals.Own().Any(one => one.Query.Contains("$labels", StringComparison.Ordinal)))
                    yield return $"{key} has a query with $labels in it, but no Labels: say which series are meant, such as service_name.";
                continue;
            }

            if (QueryProfiles.Find(signals.Profile) is not { } profile)
                yield return $"{key}:Profile is “{signals.Profile}”, but must be one of {string.Join(", ", QueryProfiles.Names)}.";
            else if (profile.Label is null && signals.Labels.Count == 0)
                yield return $"{key} needs Labels: {signals.Profile} knows no services, so say which series are meant, such as instance.";
        }
    }

    private static string SourceProblem(string key, string? source, PrometheusOptions options) =>
        options.Sources.Count == 0
            ? $"{key} is set, but there is nothing to ask: set Prometheus:Sources:main:Url, such as https://prometheus.example.com."
            : string.IsNullOrWhiteSpace(source)
                ? $"{key}:Source is missing, and there are several: set it to one of {string.Join(", ", options.Sources.Keys)}."
                : $"{key}:Source is “{source}”, but must be one of {string.Join(", ", options.Sources.Keys)}.";

    /// <summary>What a source is signed in with; null: nothing.</summary>
    internal static AuthenticationHeaderValue? SignIn(PrometheusSource source) =>
        !string.IsNullOrWhiteSpace(source.Token)
            ? new AuthenticationHeaderValue("Bearer", source.Token.Trim())
            : !string.IsNullOrWhiteSpace(source.Username)
                ? new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{source.Username.Trim()}:{source.Password}")))
                : null;
}
