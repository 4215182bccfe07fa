using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Causes;

/// <summary>Adds what speaks for a why or factor.</summary>
internal sealed class SupportCause(ReadCauses causes)
{
    /// <summary>By the form.</summary>
    public async Task<Happened> HandleAsync(Call call, FormSubmitted form, CancellationToken cancellationToken)
    {
        var seen = await causes.ReadAsync(call.Incident, cancellationToken);
        var read = CauseEvidenceRules.Read(form.Values.GetValueOrDefault(CauseForms.Evidence) ?? string.Empty, seen.Entries);
        if (read.Evidence is not { } evidence)
            return Happened.Refused($"Nothing was added. {read.Problem}");

        var decision = SupportCauseRules.Decide(
            seen.Tree, CauseForms.CauseOf(call.More, form.Values, seen.Tree), evidence, form.Who, form.At);
        if (decision.Fact is not { } supported)
            return Happened.Refused(decision.Sentence);

        var now = seen with { Tree = CauseStore.Save(call.Work.Batch, call.Work.Workspace, seen.Tree, supported) };
        return Happened.To(call.Incident, supported)
            .Answering(CauseAnswer.Changed(call.Incident, now, now.Tree.Find(supported.Cause)!, form.At));
    }
}

/// <summary>Whether evidence is added.</summary>
internal static class SupportCauseRules
{
    /// <summary>Decides.</summary>
    /// <param name="tree">The whys and factors as they stand.</param>
    /// <param name="cause">What it speaks for; null: it is no longer there.</param>
    /// <param name="evidence">The evidence.</param>
    /// <param name="by">Who adds it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<CauseSupported> Decide(CauseTree tree, Cause? cause, CauseEvidence evidence, Person by, DateTimeOffset at)
    {
        if (cause is null)
            return CauseForms.Gone(tree.Incident);
        if (cause.Evidence.Contains(evidence))
            return new AlreadySo($"{tree.NameOf(cause)} has that evidence already.");

        return cause.Evidence.Count >= Cause.MostEvidence
            ? new Refusal($"{tree.NameOf(cause)} has {Cause.MostEvidence} pieces of evidence, which is as many as it can have.")
            : new CauseSupported(by, at, cause.Number, evidence);
    }
}
