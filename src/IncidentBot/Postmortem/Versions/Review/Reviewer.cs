using IncidentBot.Chat;

namespace IncidentBot.Postmortem.Versions.Review;

/// <summary>Somebody who was asked to review the postmortem.</summary>
/// <param name="Person">Who.</param>
/// <param name="AskedAt">When they were asked; UTC.</param>
/// <param name="AskedBy">Who asked them.</param>
internal sealed record Reviewer(Person Person, DateTimeOffset AskedAt, Person AskedBy)
{
    /// <summary>The draft that they approved last; null: none.</summary>
    public int? ApprovedVersion { get; init; }

    /// <summary>When they did; UTC. Null: they have not.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }
}
