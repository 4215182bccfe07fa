namespace IncidentBot.Chat;

/// <summary>Which of several due rows goes first.</summary>
public enum Urgency
{
    /// <summary>What people are waiting for at this moment: a new incident's channel, an answer.</summary>
    Now = 0,

    /// <summary>Everything else.</summary>
    Normal = 1,

    /// <summary>What may wait for a quiet moment.</summary>
    Later = 2,
}
