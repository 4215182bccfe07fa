using System.Diagnostics;

namespace IncidentBot.Delivery;

/// <summary>Keeps one trace together from the request to its last send, across the store and across processes.</summary>
internal static class Trace
{
    /// <summary>The W3C traceparent of what is being done now; null: nothing is traced.</summary>
    public static string? Parent() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>Goes on with the trace that a row was written in; null: nobody listens.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="traceParent">As the row keeps it; null: a new trace.</param>
    /// <param name="row">The row's number.</param>
    public static Activity? Continue(string name, string? traceParent, long row)
    {
        var isTraced = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        var activity = DeliveryMeter.Activities.StartActivity(name, ActivityKind.Consumer, isTraced ? parent : default);
        activity?.SetTag("incidentbot.row", row);
        return activity;
    }
}
