using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>The form that starts an incident.</summary>
internal static class StartForm
{
    /// <summary>Field: what is wrong.</summary>
    public const string Title = "title";

    /// <summary>Field: 1 to 4.</summary>
    public const string Severity = "severity";

    /// <summary>Field: who may know of it, <c>public</c> or <c>private</c>.</summary>
    public const string SeenBy = "visibility";

    /// <summary>Field: the affected services, with commas between.</summary>
    public const string Service = "service";

    /// <summary>Field: whether it is only practised, <c>drill</c> or <c>real</c>; forms of earlier versions ask so.</summary>
    public const string Drill = "drill";

    /// <summary>Field: who is affected and how.</summary>
    public const string Impact = "impact";

    /// <summary>Field: what else holds: <c>command</c>, <c>drill</c>, both with a comma between, or nothing.</summary>
    public const string Also = "also";

    private const string Real = "real", Command = "command";

    /// <summary>The form, filled in with what is known already.</summary>
    public static Form Compose(StartCommand known, IncidentOptions options, ChatLimits limits) =>
        new(IncidentFormIds.Start, "Start an incident", "Start", string.Empty,
    [
        new TextField(
            Title, "What is wrong?", "What people notice, in a few words. It's fine to be wrong; start first.",
            Initial: known.Title is null ? null : IncidentTitle.Of(known.Title), MaxLength: IncidentTitle.MaxLength),
        new ChoiceField(
            Severity, "How bad is it?", SeverityLevels.Choices(options), SeverityLevels.Advice,
            Initial: SeverityLevels.Digit(known.Severity ?? options.DefaultSeverity)),
        Services(known, options, limits),
        new TextField(
            Impact, "What is the impact?", "Who is affected, and how? Leave it empty if you don't know yet.", Optional: true,
            Initial: known.Impact, MaxLength: 1000),
        new ChoiceField(
            SeenBy,
            "Who may see it?",
            [
                new Choice(Words.Of(Visibility.Public), "Everyone: announced and listed"),
                new Choice(Words.Of(Visibility.Private), "Only people you invite: a private channel, not announced"),
            ],
            Initial: Words.Of(known.IsPrivate ? Visibility.Private : Visibility.Public)),
        new ChecksField(
            Also,
            "Tick what applies",
            [
                new Choice(Command, "I take command: I lead until somebody takes over"),
                new Choice(Drill, "It's a drill: nothing is really broken"),
            ],
            Initial: [.. known.TakesCommand ? [Command] : Array.Empty<string>(), .. known.IsDrill ? [Drill] : Array.Empty<string>()]),
    ]);

    /// <summary>What the form holds once it is filled in for a command.</summary>
    public static IReadOnlyDictionary<string, string> Fill(StartCommand start)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SeenBy] = Words.Of(start.IsPrivate ? Visibility.Private : Visibility.Public),
            [Service] = string.Join(", ", start.Services),
            [Drill] = start.IsDrill ? Drill : Real,
        };
        if (start.Title is { } title)
            values[Title] = title;
        if (start.Severity is { } severity)
            values[Severity] = SeverityLevels.Digit(severity);
        return values;
    }

    /// <summary>What was filled in.</summary>
    public static StartCommand Read(IReadOnlyDictionary<string, string> values)
    {
        var title = values.GetValueOrDefault(Title);
        var services = values.GetValueOrDefault(Service) ?? string.Empty;
        var also = ChecksField.Read(values.GetValueOrDefault(Also));
        var impact = values.GetValueOrDefault(Impact);
        return new StartCommand(
            string.IsNullOrWhiteSpace(title) ? null : title,
            SeverityLevels.Read(values.GetValueOrDefault(Severity) ?? string.Empty),
            services.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            IsDrill: also.Contains(Drill) || string.Equals(values.GetValueOrDefault(Drill), Drill, StringComparison.Ordinal),
            IsPrivate: string.Equals(values.GetValueOrDefault(SeenBy), Words.Of(Visibility.Private), StringComparison.Ordinal),
            Impact: string.IsNullOrWhiteSpace(impact) ? null : impact.Trim(),
            TakesCommand: also.Contains(Command));
    }

    /// <summary>What is to be corrected, by field; empty: nothing.</summary>
    public static IReadOnlyDictionary<string, string> Check(StartCommand filled, IncidentOptions options)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (filled.Title is null)
            errors[Title] = "Say what is wrong, in a few words.";
        if (StartIncidentRules.Unknown(filled.Services, options) is { } sentence)
            errors[Service] = sentence.ToPlainText();
        if (filled is { Title: { } title, IsPrivate: false } && StartWords.NamesPrivate(title))
            errors[SeenBy] = "The title says “private”, with a dash before it. Choose “Only people you invite”, or reword the title.";

        return errors;
    }

    private static FormField Services(StartCommand known, IncidentOptions options, ChatLimits limits)
    {
        const string label = "Which service?";
        // What is cut in a list can't be told apart there.
        return options.Services.Count > 0 && options.Services.Count <= limits.Choices && known.Services.Count <= 1
            && options.Services.All(name => name.Length <= limits.ChoiceLabel)
            && known.Services.All(name => options.Service(name) is not null)
            ? new ChoiceField(
                Service, label,
                [.. options.Services.Select(name => new Choice(name, OneLine.Of(name, limits.ChoiceLabel)))],
                Optional: true,
                Initial: known.Services.Select(options.Service).FirstOrDefault())
            : new TextField(
                Service, label,
                options.Services.Count == 0
                    ? "Separate several with commas."
                    : "As the catalogue names it. Separate several with commas; a typing error is noticed.",
                Optional: true,
                Initial: known.Services.Count == 0 ? null : string.Join(", ", known.Services), MaxLength: 300);
    }
}
