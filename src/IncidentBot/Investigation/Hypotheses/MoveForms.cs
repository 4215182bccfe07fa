using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>The forms that say what came of a test, how to make it happen again, and why a hypothesis is open again.</summary>
internal sealed class MoveForms(HypothesisForms forms)
{
    /// <summary>Fields of the forms.</summary>
    public const string Result = "result", Reason = "reason", Evidence = "evidence", Kind = "kind";

    private static readonly HypothesisState[] Results =
    [
        HypothesisState.Strengthened, HypothesisState.Weakened, HypothesisState.Confirmed, HypothesisState.RuledOut,
        HypothesisState.Unverified,
    ];

    /// <summary>The form that says what came of a test.</summary>
    public Task<Opened> ToSettleAsync(FormCall call, CancellationToken cancellationToken) => OpenAsync(
        call, HypothesesFormIds.Settle, "What came of it?",
        static _ =>
        [
            new ChoiceField(Result, "What came of it?", [.. Results.Select(one => new Choice(Words.Of(one), LabelOf(one)))]),
            ReasonField("What did you see?"), EvidenceField(),
        ],
        static one => IntroOf(one), cancellationToken);

    /// <summary>The form that says why it is open again.</summary>
    public Task<Opened> ToReopenAsync(FormCall call, CancellationToken cancellationToken) => OpenAsync(
        call, HypothesesFormIds.Reopen, "Open it again", static _ => [ReasonField("Why is it open again?")], static one => IntroOf(one),
        cancellationToken);

    /// <summary>The form that says how to make it happen again, and takes what came of it.</summary>
    public Task<Opened> ToReproduceAsync(FormCall call, CancellationToken cancellationToken) => OpenAsync(
        call, HypothesesFormIds.Reproduce, "Reproduce it",
        static one =>
        [
            new ChoiceField(
                Kind, "On what does it depend?",
                [
                    .. Enum.GetValues<ReproductionKind>()
                        .Select(kind => new Choice(Words.Of(kind), $"{Words.Title(kind)}: {Reproduction.HowTo(kind)}")),
                ],
                Initial: Reproduction.KindOf(one.Terms) is { } likely ? Words.Of(likely) : null),
            new ChoiceField(
                Result, "What came of it?",
                [
                    new Choice(Words.Of(ReproductionResult.Reproduced), "It happened again"),
                    new Choice(Words.Of(ReproductionResult.NotReproduced), "It didn’t happen"),
                    new Choice(Words.Of(ReproductionResult.NotTried), "It couldn’t be tried (a gap, no verdict)"),
                ]),
            ReasonField("What did you do and see?"), EvidenceField(),
        ],
        static one => Reproduction.KindOf(one.Terms) is { } likely
            ? $"{IntroOf(one)}\n{Words.Title(likely)}: {Reproduction.HowTo(likely)}"
            : IntroOf(one),
        cancellationToken);

    /// <summary>Fields to be corrected while a form is open.</summary>
    public static IReadOnlyDictionary<string, string> Check(FormCall call) =>
        Errors.IfBlank(call, Reason, "Say why in a sentence, or close the form.");

    /// <summary>What a form says; null: it is none of the bot's own.</summary>
    /// <param name="more">What stands behind the incident in its context.</param>
    /// <param name="form">The form as it was sent.</param>
    /// <param name="entries">The incident's timeline.</param>
    public static (WantedMove? Wanted, string? Problem) Read(string more, FormSubmitted form, IReadOnlyList<TimelineEntry> entries)
    {
        var read = HypothesisEvidence.Read(form.Values.GetValueOrDefault(Evidence), entries);
        if (read.Problem is { } problem)
            return (null, problem);
        if (!HypothesisForms.TryReadNumber(more, out var number))
            return (null, null);

        var reason = OneLine.Of(form.Values.GetValueOrDefault(Reason) ?? string.Empty, HypothesisTerms.LongestText);
        var result = form.Values.GetValueOrDefault(Result);
        if (form.Form == HypothesesFormIds.Reopen)
            return (new WantedMove(number, HypothesisState.Reopened, reason, read.Evidence), null);
        if (form.Form == HypothesesFormIds.Settle && Words.TryParse<HypothesisState>(result, out var to) && Results.Contains(to))
            return (new WantedMove(number, to, reason, read.Evidence), null);

        return form.Form == HypothesesFormIds.Reproduce && Words.TryParse<ReproductionResult>(result, out var came)
            && Words.TryParse<ReproductionKind>(form.Values.GetValueOrDefault(Kind), out var kind)
            ? (
                new WantedMove(number, Reproduction.After(came), reason, read.Evidence)
                {
                    Attempt = new ReproductionAttempt(kind, came),
                },
                null)
            : (null, null);
    }

    private async Task<Opened> OpenAsync(
        FormCall call, string id, string title, Func<Hypothesis, IReadOnlyList<FormField>> fields, Func<Hypothesis, RichText> intro,
        CancellationToken cancellationToken) =>
        await forms.FindAsync(call, cancellationToken) is { } one
            ? new Form(
                id, title, "Record", IncidentButtons.Of(call.Incident.Id, one.Number.ToString(CultureInfo.InvariantCulture)), fields(one))
            {
                Intro = intro(one),
            }
            : Opened.Refused(HypothesisForms.Gone(call.Incident.Id).Sentence);

    private static string IntroOf(Hypothesis one) => $"{one.Number}. {OneLine.Of(one.Terms.Text, HypothesisTerms.LongestText)}";

    private static string LabelOf(HypothesisState state) => state switch
    {
        HypothesisState.Strengthened => "It’s likelier",
        HypothesisState.Weakened => "It’s less likely",
        HypothesisState.Confirmed => "It was it: confirmed",
        HypothesisState.RuledOut => "It wasn’t it: ruled out",
        _ => "Couldn’t look: no access or no data (a gap, no verdict)",
    };

    private static TextField ReasonField(string label) =>
        new(Reason, label, "One or two sentences, for the record.", Multiline: true, MaxLength: HypothesisTerms.LongestText);

    private static TextField EvidenceField() => new(
        Evidence, "What shows it?", "The numbers of entries in the timeline, or links, with commas between.", Optional: true,
        MaxLength: 1000);
}
