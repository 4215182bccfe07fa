using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Postmortem.Versions.Editing;

namespace IncidentBot.Postmortem.Blame;

/// <summary>Leaves a sentence as it is, for a reason; it isn't named again, in later drafts neither.</summary>
internal sealed class LeaveSentence(ReadBlame read)
{
    /// <summary>Field: why it stays.</summary>
    public const string Reason = "reason";

    private const int LongestReason = 500, Shown = 300;

    /// <summary>The form that asks why.</summary>
    public async Task<Opened> OpenAsync(FormCall call, CancellationToken cancellationToken)
    {
        if ((await read.FindAsync(call.Incident, cancellationToken))?.Find(call.More) is not { } sentence)
            return Opened.Refused("The newest draft no longer has that sentence, or somebody left it already.");

        return new Form(
            BlameFormIds.Leave, "Leave it", "Leave it", IncidentButtons.Of(call.Incident.Id, sentence.Key),
            [new TextField(Reason, "Why is it right as it is?", "A short reason, for the record.", MaxLength: LongestReason)])
        {
            Intro = $"“{OneLine.Of(sentence.Words, Shown)}”",
        };
    }

    /// <summary>Remembers it.</summary>
    public async Task<Happened> HandleAsync(FormSubmitted form, Call call, CancellationToken cancellationToken)
    {
        if (await read.FindAsync(call.Incident, cancellationToken) is not { } blame)
            return Happened.Refused(EditSection.NoDraft());

        var decision = LeaveSentenceRules.Decide(blame, call.More, form.Values.GetValueOrDefault(Reason), form.Who, call.By.At);
        if (decision is not { } left)
            return CheckDraft.Gone(blame, call);

        LeftSentenceStore.Add(call.Work.Batch, call.Work.Workspace, call.Incident.Id, left);
        var after = new DraftBlame(blame.Draft, blame.Record, [.. blame.Left, left]);
        return Happened.Answered(BlameCard.Compose(after, "It stays, and I won't name it again. ", call.By.At));
    }
}

/// <summary>Which sentences can be left.</summary>
internal static class LeaveSentenceRules
{
    /// <summary>The sentence as it is remembered; null: no such sentence is named any more.</summary>
    /// <param name="blame">The newest draft.</param>
    /// <param name="key">Which sentence.</param>
    /// <param name="reason">Why it stays.</param>
    /// <param name="by">Who leaves it.</param>
    /// <param name="at">When; UTC.</param>
    public static LeftSentence? Decide(DraftBlame blame, string key, string? reason, Person by, DateTimeOffset at) =>
        blame.Find(key) is { } sentence
            ? new LeftSentence(
                blame.Left.Select(one => one.Number).DefaultIfEmpty().Max() + 1, sentence.Words, (reason ?? string.Empty).Trim(), by, at)
            : null;
}
