using System.Text.RegularExpressions;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Language;

namespace IncidentBot.Changes.Told;

/// <summary>A rule that reads the messages of a deploy bot, in a time that grows with their length alone.</summary>
public sealed class BotRule
{
    /// <summary>So much of a message is looked at, in characters.</summary>
    public const int LongestText = 4_000;

    private const int LongestPattern = 1_000;
    private const int LongestWord = 200;
    private const int LongestDescription = 2_000;
    private const int ShortestId = 8;

    private const string Example =
        "for example \"^Deployed (?<service>\\\\S+) (?<ref>\\\\S+) to (?<environment>\\\\S+)\"; try yours with: changes test-rule";

    private static readonly string[] Groups = ["service", "ref", "environment", "description", "url", "state"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly BotRuleOptions options;
    private readonly Regex pattern;

    private BotRule(string name, BotRuleOptions options)
    {
        Name = name;
        this.options = options;
        pattern = Compile(options.Pattern ?? string.Empty);
    }

    /// <summary>Its name in the settings.</summary>
    public string Name { get; }

    /// <summary>The rules of the settings, in the order of their names.</summary>
    /// <exception cref="ArgumentException">One of them is wrong; <see cref="Problems(ChangesOptions)"/> says how.</exception>
    public static IReadOnlyList<BotRule> Of(ChangesOptions options) =>
        [.. options.Bots.OrderBy(one => one.Key, StringComparer.OrdinalIgnoreCase).Select(one => new BotRule(one.Key, one.Value))];

    /// <summary>What is wrong with the rules, a sentence each, with the key and an example.</summary>
    public static IEnumerable<string> Problems(ChangesOptions options) =>
        options.Bots.OrderBy(one => one.Key, StringComparer.OrdinalIgnoreCase).SelectMany(one => Problems(one.Key, one.Value));

    /// <summary>
    /// Whether it is for a message of this channel, by this bot. A name that looks like an id counts as an id only: else any bot could call
    /// itself so.
    /// </summary>
    /// <param name="channel">The channel's id.</param>
    /// <param name="names">The bot's names.</param>
    /// <param name="ids">The bot's ids.</param>
    public bool IsFor(string channel, IEnumerable<string> names, IEnumerable<string> ids) =>
        options.Channel == channel && IsBy(options.Bot, names, ids);

    /// <summary>Whether a bot is the one that the settings name; null: every bot is.</summary>
    internal static bool IsBy(string? set, IEnumerable<string> names, IEnumerable<string> ids) => set?.Trim() is not { } bot
        || (LooksLikeId(bot) ? ids : names.Concat(ids)).Contains(bot, StringComparer.OrdinalIgnoreCase);

    private static bool LooksLikeId(string bot) =>
        bot.Length >= ShortestId && bot.Any(char.IsAsciiDigit) && bot.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));

    /// <summary>What it reads from a message; null: it does not fit, or says something about its state that is no state.</summary>
    /// <param name="key">The change's key.</param>
    /// <param name="text">The words of the message.</param>
    /// <param name="at">When they were said; UTC.</param>
    /// <param name="by">The writing bot's name; null: not known.</param>
    public ServiceChange? Read(string key, string text, DateTimeOffset at, string? by)
    {
        var match = pattern.Match(text.Length > LongestText ? text[..LongestText] : text);
        if (!match.Success || (options.Service ?? Word(match, "service", LongestWord)) is not { Length: > 0 } service)
            return null;

        var state = ChangeState.Success;
        if (Word(match, "state", LongestWord) is { } said && !BotWords.TryReadState(said, out state))
            return null;

        return new ServiceChange(
            key, at, service, Word(match, "environment", LongestWord), Word(match, "ref", LongestWord) ?? string.Empty,
            Word(match, "description", LongestDescription), Address(match), by is null ? null : OneLine.Of(by, LongestWord))
        {
            Kind = options.Kind,
            State = state,
            Origin = ChangeOrigin.BotMessage,
        };
    }

    private static IEnumerable<string> Problems(string name, BotRuleOptions rule)
    {
        var key = $"Changes:Bots:{name}";
        if (string.IsNullOrWhiteSpace(rule.Channel))
            yield return $"{key}:Channel is missing; set the id of the channel that the deploy bot writes to, such as C0123456789.";
        if (rule.Service?.Length > LongestWord)
            yield return $"{key}:Service is longer than {LongestWord} characters; use the service's name in the catalogue, such as "
                + "checkout.";
        if (string.IsNullOrWhiteSpace(rule.Pattern))
        {
            yield return $"{key}:Pattern is missing; {Example}.";
            yield break;
        }

        if (PatternProblem(rule.Pattern) is { } wrong)
        {
            yield return $"{key}:Pattern {wrong}; {Example}.";
            yield break;
        }

        var groups = Compile(rule.Pattern).GetGroupNames();
        foreach (var group in groups.Where(group => !char.IsAsciiDigit(group[0]) && !Groups.Contains(group, StringComparer.Ordinal)))
            yield return $"{key}:Pattern has the group {group}, but reads {string.Join(", ", Groups)} only; {Example}.";
        if (rule.Service is null && !groups.Contains(Groups[0], StringComparer.Ordinal))
            yield return $"{key}:Pattern has no group service; add one, or set {key}:Service to the service that the bot deploys; "
                + $"{Example}.";
    }

    private static string? PatternProblem(string pattern)
    {
        if (pattern.Length > LongestPattern)
            return $"is longer than {LongestPattern} characters";

        try
        {
            Compile(pattern);
            return null;
        }
        catch (RegexParseException e)
        {
            return $"isn't a regular expression ({e.Error} at character {e.Offset})";
        }
        catch (NotSupportedException)
        {
            return "has a lookaround, a back reference or another piece whose time isn't bounded, or is too large";
        }
    }

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);

    private static string? Word(Match match, string group, int longest) =>
        match.Groups[group] is { Success: true } found && OneLine.Of(found.Value, longest) is { Length: > 0 } word ? word : null;

    private static Uri? Address(Match match) =>
        Word(match, "url", LongestDescription) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var address)
            && ServiceChange.MayShow(address)
            ? address
            : null;
}

/// <summary>The words by which deploy bots say how far a change came.</summary>
internal static class BotWords
{
    private static readonly (ChangeState State, string[] Words)[] States =
    [
        (
            ChangeState.Success,
            ["success", "succeeded", "successful", "successfully", "done", "finished", "complete", "completed", "deployed", "live", "ok"]),
        (ChangeState.Failure, ["failure", "failed", "fails", "error", "errored", "aborted", "cancelled", "canceled", "timed out"]),
        (
            ChangeState.InProgress,
            ["in progress", "started", "starting", "running", "deploying", "rolling out", "begun", "beginning", "building"]),
        (ChangeState.Waiting, ["waiting", "pending", "queued", "scheduled"]),
        (ChangeState.Inactive, ["inactive", "superseded", "replaced"]),
    ];

    /// <summary>Reads such a word; capital letters, hyphens and underscores do not matter.</summary>
    public static bool TryReadState(string word, out ChangeState state)
    {
        var said = word.Trim().ToLowerInvariant().Replace('-', ' ').Replace('_', ' ');
        foreach (var (known, words) in States)
        {
            if (words.Contains(said, StringComparer.Ordinal))
            {
                state = known;
                return true;
            }
        }

        state = default;
        return false;
    }
}
