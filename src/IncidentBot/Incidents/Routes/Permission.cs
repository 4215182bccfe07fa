namespace IncidentBot.Incidents.Routes;

/// <summary>What somebody must be allowed to do before a route is taken.</summary>
internal enum Permission
{
    /// <summary>News of the chat itself, in which nobody asks the bot for anything: none is needed.</summary>
    None,

    /// <summary>Asks what can be typed: everybody may.</summary>
    AskHelp,

    /// <summary>Reads privately what stands in the incident's channel anyway.</summary>
    Look,

    /// <summary>Marks a message, which the bot reads as a wish.</summary>
    Mark,

    /// <summary>Anything else.</summary>
    Act,

    /// <summary>Says how far the response is; where the work is over, that opens it again and takes <see cref="Reopen"/>.</summary>
    ChangeStatus,

    /// <summary>Says that the work is not over after all.</summary>
    Reopen,

    /// <summary>Says that the work is over.</summary>
    Close,

    /// <summary>Says that there was nothing to work on.</summary>
    Cancel,

    /// <summary>Calls for the highest severity.</summary>
    CallSeverity1,

    /// <summary>Hands the record out.</summary>
    Export,
}
