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

    /// <summary>Field: whether it is only practised, <c>drill</c> or <c>real</c>; asked only where a drill was typed.</summary>
    public const string Drill = "drill";

    private const string Real = "real";

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
        new ChoiceField(
            SeenBy,
            "Who may see it?",
            [
                new Choice(Words.Of(Visibility.Public), "Everyone: announced and listed"),
                new Choice(Words.Of(Visibility.Private), "Only people you invite: a private channel, not announced"),
            ],
            Initial: Words.Of(known.IsPrivate ? Visibility.Private : Visibility.Public)),
        .. known.IsDrill ? [Practised()] : Array.Empty<FormField>(),
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
        return new StartCommand(
            string.IsNullOrWhiteSpace(title) ? null : title,
            SeverityLevels.Read(values.GetValueOrDefault(Severity) ?? string.Empty),
            services.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            IsDrill: string.Equals(values.GetValueOrDefault(Drill), Drill, StringComparison.Ordinal),
            IsPrivate: string.Equals(values.GetValueOrDefault(SeenBy), Words.Of(Visibility.Private), StringComparison.Ordinal));
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

    private static ChoiceField Practised() => new(
        Drill, "Is it a drill?", [new Choice(Drill, "A drill: it is only practised"), new Choice(Real, "A real incident")], Initial: Drill);

    private static FormField Services(StartCommand known, IncidentOptions options, ChatLimits limits)
    {
        const string label = "Which service?";
        return options.Services.Count > 0 && options.Services.Count <= limits.Choices && known.Services.Count <= 1
            ? new ChoiceField(
                Service, label,
                [.. options.Services.Select(name => new Choice(name, OneLine.Of(name, limits.ChoiceLabel)))],
                Optional: true,
                Initial: known.Services.Select(options.Service).FirstOrDefault())
            : new TextField(
                Service, label, "Separate several with commas.", Optional: true,
                Initial: known.Services.Count == 0 ? null : string.Join(", ", known.Services), MaxLength: 300);
    }
}
