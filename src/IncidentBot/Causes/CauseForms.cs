using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Causes;

/// <summary>The forms that add and change whys and factors, and add evidence.</summary>
internal sealed class CauseForms(CauseStore store, ChatPlatforms platforms)
{
    /// <summary>Fields of the forms.</summary>
    public const string Text = "text", Under = "under", Category = "category", Evidence = "evidence", Which = "cause";

    private const string HowToSupport = $"Such as {CauseEvidenceRules.Forms}.";

    /// <summary>The form that adds a why, under the one whose button was pressed.</summary>
    public Task<Opened> ToAddWhyAsync(FormCall call, CancellationToken cancellationToken) =>
        ToAddAsync(call, CauseKind.Why, CausesFormIds.AddWhy, cancellationToken);

    /// <summary>The form that adds a factor, under the one whose button was pressed.</summary>
    public Task<Opened> ToAddFactorAsync(FormCall call, CancellationToken cancellationToken) =>
        ToAddAsync(call, CauseKind.Factor, CausesFormIds.AddFactor, cancellationToken);

    private async Task<Opened> ToAddAsync(FormCall call, CauseKind kind, string form, CancellationToken cancellationToken)
    {
        var tree = await FindAsync(call, cancellationToken);
        var above = TryReadNumber(call.More, out var number) ? tree.Find(number) : null;
        var choices = tree.Of(kind).Where(cause => tree.DepthOf(cause) < CauseTree.Deepest).Select(cause => ChoiceOf(tree, cause)).ToList();
        List<FormField> fields = [WordsField(kind, null)];
        if (choices.Count > 0)
            fields.Add(
                Pick(
                    call, Under, $"Under which {Words.Of(kind)}?", choices, above?.Kind == kind ? tree.NameOf(above) : null,
                    isOptional: true));
        return new Form(
            form, $"Add a {Words.Of(kind)}", "Add", IncidentButtons.Of(call.Incident.Id),
            [.. fields, CategoryField(null), EvidenceField()]);
    }

    /// <summary>The form that adds evidence, for the one whose button was pressed or one that is picked.</summary>
    public async Task<Opened> ToAddEvidenceAsync(FormCall call, CancellationToken cancellationToken)
    {
        var tree = await FindAsync(call, cancellationToken);
        var about = TryReadNumber(call.More, out var number) ? tree.Find(number) : null;
        if (tree.Standing.Count == 0 || (call.More.Length > 0 && about is null))
            return Opened.Refused(Gone(call.Incident.Id).Sentence);

        var field = EvidenceField() with { Optional = false };
        return about is not null
            ? new Form(
                CausesFormIds.AddEvidence, "Add evidence", "Add", IncidentButtons.Of(call.Incident.Id, call.More), [field])
            {
                Intro = $"{tree.NameOf(about)}: {OneLine.Of(about.Text, Cause.LongestText)}",
            }
            : new Form(
                CausesFormIds.AddEvidence, "Add evidence", "Add", IncidentButtons.Of(call.Incident.Id),
                [Pick(call, Which, "What does it speak for?", [.. tree.Standing.Select(one => ChoiceOf(tree, one))], null), field]);
    }

    /// <summary>The form with a why or factor in it.</summary>
    public async Task<Opened> ToEditAsync(FormCall call, CancellationToken cancellationToken)
    {
        var tree = await FindAsync(call, cancellationToken);
        return TryReadNumber(call.More, out var number) && tree.Find(number) is { } cause
            ? new Form(
                CausesFormIds.Edit, $"Edit {CauseLines.InSentence(tree, cause)}", "Save",
                IncidentButtons.Of(
                    call.Incident.Id, cause.Number.ToString(CultureInfo.InvariantCulture),
                    cause.Version.ToString(CultureInfo.InvariantCulture)),
                [WordsField(cause.Kind, cause.Text), CategoryField(cause.Category)])
            : Opened.Refused(Gone(call.Incident.Id).Sentence);
    }

    /// <summary>Fields to be corrected while the form is open, as far as the words tell.</summary>
    public static IReadOnlyDictionary<string, string> Check(FormCall call) =>
        Errors.IfBlank(call, Text, "Write it in one sentence, or close the form.");

    /// <summary>Fields to be corrected as far as only the timeline tells: what is given as evidence must be there.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> CheckEvidenceAsync(
        IServiceProvider services, FormCall call, CancellationToken cancellationToken)
    {
        if (call.About is not { } incident || call.Value(Evidence) is not { } typed || string.IsNullOrWhiteSpace(typed))
            return Errors.None;

        var entries = await services.GetRequiredService<TimelineStore>().ListAsync(incident.Workspace, incident.Id, cancellationToken);
        return Errors.At(Evidence, CauseEvidenceRules.Read(typed, entries).Problem);
    }

    /// <summary>What was filled in, and what is wrong with it.</summary>
    public static (WantedCause Wanted, string? Problem) Read(
        CauseKind kind, IReadOnlyDictionary<string, string> values, IReadOnlyList<TimelineEntry> entries)
    {
        var typed = values.GetValueOrDefault(Evidence);
        var evidence = string.IsNullOrWhiteSpace(typed) ? default : CauseEvidenceRules.Read(typed, entries);
        var under = values.GetValueOrDefault(Under) is { } picked ? LabelIn(picked) : null;
        return (new WantedCause(kind, TextOf(values), under, CategoryOf(values), evidence.Evidence), evidence.Problem);
    }

    /// <summary>What it is to say.</summary>
    public static string TextOf(IReadOnlyDictionary<string, string> values) =>
        OneLine.Of(values.GetValueOrDefault(Text) ?? string.Empty, Cause.LongestText);

    /// <summary>Where it lies; null: not said.</summary>
    public static CauseCategory? CategoryOf(IReadOnlyDictionary<string, string> values) =>
        Words.TryParse<CauseCategory>(values.GetValueOrDefault(Category), out var category) ? category : null;

    /// <summary>What evidence speaks for; null: it is no longer there.</summary>
    public static Cause? CauseOf(string more, IReadOnlyDictionary<string, string> values, CauseTree tree) =>
        TryReadNumber(more, out var number)
            ? tree.Find(number)
            : tree.Standing.FirstOrDefault(
                cause => string.Equals(tree.NameOf(cause), values.GetValueOrDefault(Which)?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the number of a why or factor.</summary>
    public static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Says that it is no longer there.</summary>
    public static Refusal Gone(IncidentId incident) =>
        new($"{incident} has no such why or factor any more. To see them, type {CommandGrammar.Typed("why")}.");

    private Task<CauseTree> FindAsync(FormCall call, CancellationToken cancellationToken) =>
        store.ListAsync(call.Asker.Workspace, call.Incident.Id, cancellationToken);

    // Where a platform has no lists to pick from, the name is typed.
    private FormField Pick(
        FormCall call, string name, string label, IReadOnlyList<Choice> choices, string? initial, bool isOptional = false)
    {
        var most = platforms.Of(call.Asker.Platform).Limits.Choices;
        var hint = isOptional ? "Leave it empty to begin a new chain." : null;
        return most == 0
            ? new TextField(name, label, $"Such as “{choices[0].Value}”. {hint}".TrimEnd(), isOptional, initial, MaxLength: 60)
            : new ChoiceField(name, label, [.. choices.TakeLast(most)], hint, isOptional, initial);
    }

    private static string? LabelIn(string picked) =>
        picked.Trim() is { Length: > 0 } name ? name[(name.LastIndexOf(' ') + 1)..] : null;

    private static Choice ChoiceOf(CauseTree tree, Cause cause) => new(tree.NameOf(cause), $"{tree.NameOf(cause)}: {cause.Text}");

    private static TextField WordsField(CauseKind kind, string? text) => new(
        Text, kind == CauseKind.Why ? "Why?" : "What contributed?", "One sentence about the system, the tools or how we work.",
        Initial: text, Multiline: true, MaxLength: Cause.LongestText);

    private static ChoiceField CategoryField(CauseCategory? category) => new(
        Category, "What kind of cause?",
        [.. Enum.GetValues<CauseCategory>().Select(one => new Choice(Words.Of(one), Words.Title(one)))], Optional: true,
        Initial: category is { } known ? Words.Of(known) : null);

    private static TextField EvidenceField() => new(
        Evidence, "What is the evidence?", HowToSupport, Optional: true, MaxLength: CauseEvidenceRules.LongestLink);
}
