using System.Text;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>
/// Finds and downloads the files of messages. What a message says about its files may be out of date or, in channels shared with
/// other organisations, almost nothing (https://docs.slack.dev/apis/slack-connect), so the bot asks for each file by its id before the
/// download.
/// </summary>
internal sealed class SlackFiles(SlackApi api, SlackDownloads downloads, SlackRateLimits limits)
{
    private const string LoginPage = "Slack sent a page instead of the file; the bot's token may lack the scope files:read";
    private const int LongestName = 255;

    /// <summary>The files of a message that still exist.</summary>
    public static IReadOnlyList<ChatFile> Of(IReadOnlyList<SlackFile?>? files) =>
    [
        .. (files ?? []).OfType<SlackFile>().Where(file => SlackId.IsOne(file.Id) && file.Mode != EventUse.TombstoneMode)
            .Select(file => new ChatFile(file.Id!, Name(file.Name, file.Title), MediaType(file.Mimetype))),
    ];

    /// <summary>The news that files were deleted; Slack does not say who deleted them, and may not say where.</summary>
    public static FileDeleted Deleted(InboxItem item, SlackEvent happened, IReadOnlyList<string> files)
    {
        var (nobody, channel) = (
            new Person(new PersonId(string.Empty), "unknown", "Etc/UTC"), new ChannelId(happened.Channel ?? string.Empty));
        return new FileDeleted(
            item.Request.Workspace, nobody, channel, SlackTime.ParseOr(happened.EventTs ?? happened.Ts, item.AcceptedAt),
            new ReplyTo(channel, nobody.Id), files);
    }

    /// <summary>Downloads a file.</summary>
    /// <exception cref="SlackException">The call to Slack failed, or more urgent calls go first.</exception>
    public async Task<FileReading> ReadAsync(ChatFile file, long mostBytes, CancellationToken cancellationToken)
    {
        limits.LetOthersFirst(SlackMethods.FilesInfo, $"file/{file.Id}");
        try
        {
            return (await api.FindFileAsync(file.Id, cancellationToken)).File is { } found
                ? await ReadAsync(Known(file, found), found, mostBytes, cancellationToken) with { Link = LinkOf(found) }
                : new FileNotRead(file, "Slack sent no details about it", Permanent: false);
        }
        catch (SlackException refused) when (Problem(refused.Error) is var (problem, permanent))
        {
            return new FileNotRead(file, problem, permanent);
        }
    }

    private async Task<FileReading> ReadAsync(ChatFile file, SharedFile found, long mostBytes, CancellationToken cancellationToken)
    {
        if (Reason(found) is { } reason) return new FileNotRead(file, reason, Permanent: true);
        if (found.FileAccess is "access_denied" or "file_not_found")
            return new FileNotRead(file, "Slack does not let the bot read it", Permanent: false);
        if (found.Size > mostBytes) return new FileTooLarge(file);
        if (!Uri.TryCreate(found.UrlPrivateDownload ?? found.UrlPrivate, UriKind.Absolute, out var address))
            return new FileNotRead(file, "Slack gave no address for it", Permanent: false);

        if (await downloads.GetAsync(address, mostBytes, cancellationToken) is not { } download)
            return new FileNotRead(file, "its address is not one of Slack's", Permanent: true);
        if (download.Content is not { } content) return new FileTooLarge(file);
        return Doubt(file, found, download.MediaType, content) is { } doubt
            ? new FileNotRead(file, doubt, Permanent: false)
            : new FileRead(file, content);
    }

    // What is not kept by Slack as bytes is beyond reach.
    private static string? Reason(SharedFile found) => found switch
    {
        { Mode: EventUse.TombstoneMode } => "it was deleted",
        { Mode: "hidden_by_limit" } => "hidden by the limit of Slack's plan",
        { IsExternal: true } or { Mode: "external" } => "it is kept by another service, not by Slack",
        { Mode: "canvas" or "quip" or "post" or "space" or "list" } => "it is a document that lives in Slack, not a file",
        _ => null,
    };

    // What is kept elsewhere is opened there; else it has a page in Slack.
    private static Uri? LinkOf(SharedFile found) => new[] { found.ExternalUrl, found.IsExternal ? found.UrlPrivate : null, found.Permalink }
        .Select(known => Uri.TryCreate(known, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null)
        .FirstOrDefault(address => address is not null && found.Mode != EventUse.TombstoneMode);

    // Where the token does not do, Slack shows its login page as if all was well.
    private static string? Doubt(ChatFile file, SharedFile found, string? said, byte[] content)
    {
        var isPage = said == "text/html" || BeginsPage(content);
        var mayBePage = file.MediaType is "text/html"
            or "application/xhtml+xml" || file.MediaType.StartsWith("text/", StringComparison.Ordinal);
        if (isPage && !(mayBePage && found.Size == content.Length)) return LoginPage;
        var isPicture = said is null or "application/octet-stream" || said.StartsWith("image/", StringComparison.Ordinal);
        return file.MediaType.StartsWith("image/", StringComparison.Ordinal) && !isPicture
            ? "Slack sent something else instead of the picture"
            : null;
    }

    private static bool BeginsPage(byte[] content)
    {
        var start = Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, 200))
            .TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static (string Problem, bool Permanent)? Problem(SlackError error) => error switch
    {
        { Kind: not SlackErrorKind.Refused } => null,
        { Code: "missing_scope" } => ($"the bot's token lacks the scope {error.Needed ?? "files:read"}", false),
        { Code: "file_deleted" or "http_410" } => ("it was deleted", true),
        { Code: "file_not_found" or "http_404" } => ("Slack can't find it", false),
        { Code: "http_401" or "http_403" or "access_denied" or "not_visible" } => ("Slack does not let the bot read it", false),
        { IsOutage: true } => null,
        _ when SlackAccess.IsRefusal(error.Code) => null,
        _ => ($"Slack refused it ({OneLine.Of(error.Code, 60)})", false),
    };

    private static ChatFile Known(ChatFile file, SharedFile found) => new(
        file.Id,
        Name(found.Name, found.Title) is { Length: > 0 } name ? name : file.Name,
        MediaType(found.Mimetype) is { Length: > 0 } type ? type : file.MediaType);

    private static string Name(string? name, string? title)
    {
        var known = string.IsNullOrWhiteSpace(name) ? title ?? string.Empty : name;
        return OneLine.Of(known, LongestName);
    }

    private static string MediaType(string? said) => said is { Length: > 0 and <= 100 }
        && said.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '+' or '_')
        ? said.ToLowerInvariant()
        : string.Empty;
}
