namespace IncidentBot.Slack.WebApi;

/// <summary>What connects the bot to a Slack workspace: the keys under <c>Slack:</c>. A blank value counts as not set.</summary>
public sealed class SlackOptions
{
    private const string SlacksOwn = "https://slack.com/api/";

    /// <summary>The bot user's token, <c>xoxb-...</c>; required. A secret.</summary>
    public string? BotToken { get; set; }

    /// <summary>
    /// The app-level token, <c>xapp-...</c>, with the scope <c>connections:write</c>; set, the bot uses Socket Mode instead of HTTP
    /// requests. A secret.
    /// </summary>
    public string? AppToken { get; set; }

    /// <summary>
    /// How many connections are held in Socket Mode; 2 by default, 1 to 10. Slack allows one app ten in all, those of other processes
    /// included.
    /// </summary>
    public int SocketConnections { get; set; } = 2;

    /// <summary>The secret that Slack signs its requests with; required over HTTP, not used in Socket Mode. A secret.</summary>
    public string? SigningSecret { get; set; }

    /// <summary>The signing secret before the last rotation, which Slack honours for 24 h more; optional. A secret.</summary>
    public string? PreviousSigningSecret { get; set; }

    /// <summary>Where the Web API is, up to and with <c>/api/</c>; Slack's own by default and when blank.</summary>
    public string ApiUrl { get; set; } = SlacksOwn;

    /// <summary>
    /// How much memory requests may take in all while it is not known yet whether Slack sent them, in megabytes; 64 by default, 6 to
    /// 1,024. Each of the three addresses has a third. Not used in Socket Mode.
    /// </summary>
    public int MaxUnverifiedMegabytes { get; set; } = 64;

    /// <summary>
    /// The channel in which new incidents are announced, by id or by name, or several with commas between; null: they are not.
    /// </summary>
    public string? AnnounceChannel { get; set; }

    /// <summary>Each of those channels; one that is null where none is named.</summary>
    internal IReadOnlyList<string?> AnnounceChannels()
    {
        var named = (AnnounceChannel ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return named.Length > 0 ? named : new string?[] { null };
    }

    /// <summary>The channel in which admins are told about work that was given up, by id or name; null for none.</summary>
    public string? AdminChannel { get; set; }

    internal long MaxUnverifiedBytes => MaxUnverifiedMegabytes * 1024L * 1024;

    /// <summary>Whether requests come over connections that the bot opens, rather than over HTTP.</summary>
    public bool UsesSockets => !string.IsNullOrWhiteSpace(AppToken);

    /// <summary>The app-level token without surrounding blanks.</summary>
    /// <exception cref="InvalidOperationException">It is not set.</exception>
    internal string RequiredAppToken() => Required(AppToken, "Slack:AppToken");

    /// <summary>The Web API's address with its closing slash.</summary>
    /// <exception cref="InvalidOperationException">It is not an http or https address.</exception>
    internal Uri ApiAddress()
    {
        var text = string.IsNullOrWhiteSpace(ApiUrl) ? SlacksOwn : ApiUrl.Trim();
        return Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "http"
            or "https"
            ? address
            : throw new InvalidOperationException("Slack:ApiUrl is not an http or https address.");
    }

    /// <summary>The bot token without surrounding blanks.</summary>
    /// <exception cref="InvalidOperationException">It is not set.</exception>
    internal string RequiredBotToken() => Required(BotToken, "Slack:BotToken");

    /// <summary>The secrets that a signature may be made with, the current one first.</summary>
    /// <exception cref="InvalidOperationException">There is none: an endpoint that cannot verify must not be opened.</exception>
    internal IReadOnlyList<string> SigningSecrets() =>
        string.IsNullOrWhiteSpace(PreviousSigningSecret)
            ? [Required(SigningSecret, "Slack:SigningSecret")]
            : [Required(SigningSecret, "Slack:SigningSecret"), PreviousSigningSecret.Trim()];

    private static string Required(string? value, string key) =>
        string.IsNullOrWhiteSpace(value) ? throw new InvalidOperationException($"{key} is not set.") : value.Trim();
}
