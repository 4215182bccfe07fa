using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Something that has happened to a checklist; kept for good.</summary>
/// <param name="By">Who did it.</param>
/// <param name="At">When; UTC.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(StepTicked), "step-ticked")]
[JsonDerivedType(typeof(StepUnticked), "step-unticked")]
[JsonDerivedType(typeof(StepSkipped), "step-skipped")]
[JsonDerivedType(typeof(StepAnswered), "step-answered")]
[JsonDerivedType(typeof(StepAssigned), "step-assigned")]
[JsonDerivedType(typeof(StepHolderLeft), "step-holder-left")]
[JsonDerivedType(typeof(PhaseShown), "phase-shown")]
public abstract record ChecklistFact(Person By, DateTimeOffset At) : Fact;

/// <summary>What happened to one step.</summary>
/// <param name="By">Who did it.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Step">The step's key.</param>
public abstract record StepFact(Person By, DateTimeOffset At, string Step) : ChecklistFact(By, At)
{
    /// <inheritdoc/>
    internal override bool IsWorkOnIncident => true;

    /// <summary>The step after this.</summary>
    internal abstract ChecklistStep Apply(ChecklistStep step);
}

/// <summary>A step is done.</summary>
public sealed record StepTicked(Person By, DateTimeOffset At, string Step) : StepFact(By, At, Step)
{
    /// <inheritdoc/>
    internal override ChecklistStep Apply(ChecklistStep step) => step with { State = StepState.Done, By = By, At = At, Answer = null };
}

/// <summary>A step is open again.</summary>
public sealed record StepUnticked(Person By, DateTimeOffset At, string Step) : StepFact(By, At, Step)
{
    /// <inheritdoc/>
    internal override ChecklistStep Apply(ChecklistStep step) => step with { State = StepState.Open, By = null, At = null, Answer = null };
}

/// <summary>A step was left out.</summary>
public sealed record StepSkipped(Person By, DateTimeOffset At, string Step, string Reason) : StepFact(By, At, Step)
{
    /// <inheritdoc/>
    internal override ChecklistStep Apply(ChecklistStep step) => step with { State = StepState.Skipped, By = By, At = At, Answer = Reason };
}

/// <summary>A question was answered.</summary>
/// <param name="By">Who did it.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Step">The step's key.</param>
/// <param name="Answer">The words as typed.</param>
/// <param name="ImpactStart">When the harm began, where that was the question; null: another question.</param>
/// <param name="Former">The answer that stood there before; null: none.</param>
internal sealed record StepAnswered(
    Person By, DateTimeOffset At, string Step, string Answer, DateTimeOffset? ImpactStart = null,
    string? Former = null) : StepFact(By, At, Step)
{
    /// <inheritdoc/>
    internal override ChecklistStep Apply(ChecklistStep step) => step with { State = StepState.Done, By = By, At = At, Answer = Answer };
}

/// <summary>It was said who does a step.</summary>
/// <param name="By">Who did it.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Step">The step's key.</param>
/// <param name="To">Who does; null: nobody any more.</param>
/// <param name="Former">Who was to do it before; null: nobody.</param>
public sealed record StepAssigned(Person By, DateTimeOffset At, string Step, Person? To, Person? Former) : StepFact(By, At, Step)
{
    /// <inheritdoc/>
    internal override ChecklistStep Apply(ChecklistStep step) => step with { AssignedTo = To };
}

/// <summary>Who was to do a step has no account any more, so that nobody is to do it.</summary>
/// <param name="By">Whose account was closed.</param>
/// <param name="At">When that was noticed; UTC.</param>
/// <param name="Step">The step's key.</param>
internal sealed record StepHolderLeft(Person By, DateTimeOffset At, string Step) : StepFact(By, At, Step)
{
    /// <inheritdoc/>
    internal override bool IsWorkOnIncident => false;

    /// <inheritdoc/>
    internal override ChecklistStep Apply(ChecklistStep step) => step with { AssignedTo = null };
}

/// <summary>Another phase is unfolded for everyone.</summary>
public sealed record PhaseShown(Person By, DateTimeOffset At, Phase Phase) : ChecklistFact(By, At);
