namespace IncidentBot.Catchup;

/// <summary>The buttons of the hand-over; the ids travel through the platform and come back, so they never change.</summary>
internal static class CatchupButtonIds
{
    /// <summary>Opens the form that asks who takes command over. Value: incident.</summary>
    public const string HandOver = "hand_over";
}

/// <summary>The forms of the hand-over; the ids never change.</summary>
internal static class CatchupFormIds
{
    /// <summary>Says who takes command over. Context: incident; field: person.</summary>
    public const string HandOver = "hand_over";
}
