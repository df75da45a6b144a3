using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Messages;

namespace IdentityGrains.Storage.Messages;

/// <summary>
/// One-shot messages that entries owe customers. A row comes into being in its entry's commit, which is the journal's to write, and goes when nothing
/// is left to send. There are names in it and no value: to whom it goes is found when it is sent.
/// </summary>
public interface IMessages
{
    /// <summary>Messages to customers of a slot group that are due, the longest due first.</summary>
    Task<IReadOnlyList<MessageRow>> Due(int group, DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>Writes down how often a message was tried and when to try it next; nothing when the row is gone.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">Which message of that customer.</param>
    /// <param name="attempts">Attempts so far.</param>
    /// <param name="nextDue">When it is due again, in whole microseconds.</param>
    /// <param name="ct">Gives up waiting.</param>
    Task Retry(CustomerId customer, string id, int attempts, DateTimeOffset nextDue, CancellationToken ct);

    /// <summary>Removes the row: nothing is left to send. Safe to repeat.</summary>
    Task Done(CustomerId customer, string id, CancellationToken ct);
}

/// <summary>A message that waits to be sent.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Message">Which.</param>
/// <param name="Attempts">Attempts so far, from 0.</param>
/// <param name="DueAt">When it may be tried; at first, when its entry was recorded.</param>
public sealed record MessageRow(CustomerId Customer, CustomerMessage Message, int Attempts, DateTimeOffset DueAt);
