namespace IncidentBot.Investigation.Nudges;

/// <summary>What people are reminded of, once and with its reason.</summary>
internal enum Nudge
{
    /// <summary>To look before touching, where nobody has noted anything that they saw.</summary>
    Observe,

    /// <summary>To say how a fix was verified.</summary>
    Verify,

    /// <summary>To keep what a restart destroys.</summary>
    Evidence,
}
