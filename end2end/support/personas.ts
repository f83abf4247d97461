/** The people of the demonstration, as backend/src/seed/personas.rs has them, and Hana, who is in onboarding. */
export const PERSONAS = {
  maya: { name: "Maya Okafor", email: "maya@rivermark.example", home: "/student" },
  samir: { name: "Samir Osei", email: "samir@rivermark.example", home: "/student" },
  hana: { name: "Hana Sato", email: "hana@rivermark.example", home: "/student" },
  dee: { name: "Dee Lindqvist", email: "dee@harborstreet.example", home: "/host" },
  jonah: { name: "Jonah Reyes", email: "jonah@harborstreet.example", home: "/host" },
  ruth: { name: "Ruth Adeyemi", email: "ruth@rivermark.example", home: "/faculty" },
  lucia: { name: "Lucía Ferrand", email: "lucia@rivermark.example", home: "/staff" },
  henry: { name: "Henry Bloom", email: "henry@rivermark.example", home: "/staff/payments" },
  noor: { name: "Noor Aziz", email: "noor@rivermark.example", home: "/staff/clearance" },
  ada: { name: "Ada Park", email: "ada@rivermark.example", home: "/staff" },
} as const;

/** The password of all of them. */
export const PASSWORD = "foothold-demo-2026";

/** One of them, by first name. */
export type Persona = keyof typeof PERSONAS;

/** A persona, or a visitor who is not signed in. */
export type Who = Persona | "nobody";

/** Maya's public portfolio in the demonstration. */
export const BY_EMAIL = "/by-email/dee-approves-a-week-by-this-link-in-the-dem";
export const PORTFOLIO = "/portfolio/maya-okafors-portfolio-in-the-demonstration";
