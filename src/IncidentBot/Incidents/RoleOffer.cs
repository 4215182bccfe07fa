using IncidentBot.Chat;

namespace IncidentBot.Incidents;

/// <summary>The question whether somebody takes a role over, as its buttons carry it.</summary>
/// <param name="Role">Which role.</param>
/// <param name="Asked">Who was asked.</param>
/// <param name="Holder">Who had it then.</param>
internal sealed record RoleOffer(IncidentRole Role, PersonId Asked, PersonId Holder)
{
    /// <summary>Reads <c>role|asked|holder</c>.</summary>
    public static bool TryRead(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RoleOffer? offer)
    {
        offer = text.Split('|') is [var word, var asked, var holder] && IncidentRole.TryRead(word, out var role)
            ? new RoleOffer(role, new PersonId(asked), new PersonId(holder))
            : null;
        return offer is not null;
    }
}
