// The rules of html-validate, but for those that judge taste, or what axe-core judges as browsers do.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "form-dup-name": ["error", { shared: ["radio", "button", "submit", "reset", "checkbox"] }], // boxes of one filter share its name
    "long-title": "off", // a title is as long as the headline that an editor wrote
    "no-implicit-button-type": "off", // all our buttons submit, which is what one does without a word
    "no-redundant-role": "off", // by ear, Safari takes a list without bullets for one only when its role says so
    "no-trailing-whitespace": "off", // templates leave it; nobody sees it
    "prefer-native-element": ["error", { exclude: ["region"] }], // a wide table's box is no section of the text
    "tel-non-breaking": "off", // the style keeps numbers together
    "unique-landmark": "off", // counts asides within an article, which browsers do not take for landmarks
  },
};
